// Two accounts: what the Functions host and Durable write (queues, leases, the package), and the records of searches. So the app's
// rights on the second can be one role on one container, and the load of the one does not throttle the other.
param hostAccountName string
param resultsAccountName string
param location string
param tags object
param retentionDays int

@description('False: reached by private endpoints alone.')
param publicAccess bool

var packageContainer = 'app-package'
var resultsContainer = 'searches'

var hardened = {
  // No account keys and no signatures made of them: identities alone.
  allowSharedKeyAccess: false
  defaultToOAuthAuthentication: true
  allowBlobPublicAccess: false
  allowCrossTenantReplication: false
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
  publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
  networkAcls: {
    defaultAction: publicAccess ? 'Allow' : 'Deny'
    bypass: 'None'
  }
}

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: hostAccountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: hardened
}

resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: host
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: hostBlobs
  name: packageContainer
  properties: { publicAccess: 'None' }
}

resource results 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: resultsAccountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: hardened
}

resource resultsBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: results
  name: 'default'
  properties: {
    // A deleted search is gone, and a record that is written five times is one blob on the bill.
    deleteRetentionPolicy: { enabled: false }
    containerDeleteRetentionPolicy: { enabled: false }
    isVersioningEnabled: false
    changeFeed: { enabled: false }
  }
}

resource searches 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: resultsBlobs
  name: resultsContainer
  properties: { publicAccess: 'None' }
}

resource retention 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: results
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'forget-searches'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              // Records, and below keys/ the idempotency keys.
              prefixMatch: ['${resultsContainer}/']
            }
            actions: {
              baseBlob: { delete: { daysAfterModificationGreaterThan: retentionDays } }
            }
          }
        }
      ]
    }
  }
  dependsOn: [resultsBlobs]
}

output hostAccountName string = host.name
output packageContainerName string = packages.name
output resultsAccountName string = results.name
