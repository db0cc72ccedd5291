# Says where the API is and how to call it. The key is asked for by hand: what a hook prints stays in the logs of a pipeline.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

Write-Output @"

CarSearch is at $Env:SERVICE_API_URI once its code is there: "azd up" goes on with that, after "azd provision" type "azd deploy".

  curl $Env:SERVICE_API_URI/api/health

A key for the other addresses, sent in the header x-functions-key:

  az functionapp keys list --resource-group $Env:AZURE_RESOURCE_GROUP --name $Env:AZURE_FUNCTION_NAME --query functionKeys.default --output tsv

"@
