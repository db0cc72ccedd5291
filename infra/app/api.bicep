// The Function App on Flex Consumption.
param name string
param planName string
param location string
param tags object
param identityName string
param hostAccountName string
param packageContainerName string
param resultsAccountName string
param vaultName string
param insightsName string

@description('Whether orchestrations are kept by the Durable Task Scheduler instead of the host account.')
param usesScheduler bool

@description('The endpoint of the Durable Task Scheduler, if it is used.')
param schedulerEndpoint string

@description('Empty: no virtual network.')
param subnetId string

@description('Instances, their size and what they take on: see main.bicep.')
param scale {
  instanceMemoryMB: int
  maximumInstanceCount: int
  httpPerInstanceConcurrency: int
  alwaysReadyHttp: int
  alwaysReadyDurable: int
}

@description('App settings of the user.')
param settings object

@description('App settings whose values lie in the vault: the setting\'s name, and the secret\'s.')
param vaultSettings object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: hostAccountName
}

resource results 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: resultsAccountName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// By memory: 0.5 MB a run, beside some 450 MB for the Functions host and the worker.
var runsPerInstance = {
  '512': 100
  '2048': 1000
  '4096': 2000
}

var hostSettings = {
  AzureWebJobsStorage__blobServiceUri: host.properties.primaryEndpoints.blob
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions: string(runsPerInstance[string(scale.instanceMemoryMB)])
  // No secret: since local authentication is off, it only names where telemetry goes.
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
}

var appSettings = {
  CarSearch__Results__serviceUri: results.properties.primaryEndpoints.blob
  CarSearch__Results__credential: 'managedidentity'
  CarSearch__Results__clientId: identity.properties.clientId
}

// GETs that may wait at once: so that some of an instance's places are left for those that do not.
var defaultSettings = {
  CarSearch__MaxWaiting: string(scale.httpPerInstanceConcurrency * 4 / 5)
}

// Where orchestrations are kept: in queues and tables, or by the scheduler.
var queueSettings = {
  AzureWebJobsStorage__queueServiceUri: host.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: host.properties.primaryEndpoints.table
}

var schedulerSettings = {
  // No secret either: it names an address and an identity.
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identity.properties.clientId}'
}

var references = mapValues(vaultSettings, secret => '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${secret})')

var alwaysReady = [
  { name: 'http', instanceCount: scale.alwaysReadyHttp }
  { name: 'durable', instanceCount: scale.alwaysReadyDurable }
]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  // azd finds what it deploys the service "api" to by this tag.
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${host.properties.primaryEndpoints.blob}${packageContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: scale.instanceMemoryMB
        maximumInstanceCount: scale.maximumInstanceCount
        alwaysReady: filter(alwaysReady, ready => ready.instanceCount > 0)
        triggers: { http: { perInstanceConcurrency: scale.httpPerInstanceConcurrency } }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
    }
  }
}

resource configured 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(defaultSettings, settings, references, usesScheduler ? schedulerSettings : queueSettings, hostSettings, appSettings)
}

// No user name and password that could deploy: azd comes with an Entra token.
resource scmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource ftpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

output name string = app.name
output uri string = 'https://${app.properties.defaultHostName}'
