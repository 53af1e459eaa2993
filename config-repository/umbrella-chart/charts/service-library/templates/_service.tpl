{{- define "service-library.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .Chart.Name }}
  {{- include "service-library.metadata" . | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "service-library.selector" . | nindent 4 }}
  ports:
    - name: http
      port: 80
      targetPort: http
{{- end }}
