{{- define "service-library.environment" -}}
- name: LOG_LEVEL
  value: {{ .Values.global.logLevel | quote }}
{{- range .Values.calls }}
- name: {{ . | upper | replace "-" "_" }}_URL
  value: http://{{ . }}
{{- end }}
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
