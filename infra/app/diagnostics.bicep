param workspaceName string
param functionAppName string
param hostAccountName string
param resultsAccountName string
param vaultName string

@description('Whether every request to storage is logged.')
param logStorageRequests bool

var requestLogs = [for category in ['StorageRead', 'StorageWrite', 'StorageDelete']: {
  category: category
  enabled: logStorageRequests
}]

var transactions = [{ category: 'Transaction', enabled: true }]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: hostAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'
  }

  resource queues 'queueServices' existing = {
    name: 'default'
  }

  resource tables 'tableServices' existing = {
    name: 'default'
  }
}

resource results 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: resultsAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'
  }
}

resource ofApp 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspace.id
    // What the host says before the app's own telemetry runs: why it does not start.
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource ofVault 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspace.id
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource ofHostBlobs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: host::blobs
  properties: {
    workspaceId: workspace.id
    logs: requestLogs
    metrics: transactions
  }
}

resource ofHostQueues 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: host::queues
  properties: {
    workspaceId: workspace.id
    logs: requestLogs
    metrics: transactions
  }
}

resource ofHostTables 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: host::tables
  properties: {
    workspaceId: workspace.id
    logs: requestLogs
    metrics: transactions
  }
}

resource ofResults 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: results::blobs
  properties: {
    workspaceId: workspace.id
    logs: requestLogs
    metrics: transactions
  }
}
