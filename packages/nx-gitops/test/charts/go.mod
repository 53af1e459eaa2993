module nx-gitops.invalid/charts

go 1.26.8
