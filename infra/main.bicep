// What `azd up` makes: one resource group with everything that CarSearch.Functions needs. infra/README.md tells what and why.
targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('The azd environment\'s name. It names the resource group and, hashed, everything in it.')
param environmentName string

@minLength(1)
@description('The region. It must have Flex Consumption: az functionapp list-flexconsumption-locations --runtime dotnet-isolated.')
@metadata({ azd: { type: 'location' } })
param location string

@description('The memory of an instance, and with it its share of a processor. A waiting search costs a few KB, a search that ends some MB for a moment: 2048 is ample, and one core is what parses suppliers\' answers.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@minValue(40)
@maxValue(1000)
@description('The most instances. An instance runs thousands of searches at once, so that this is a limit on the bill rather than on the work. 100 is the platform\'s default; it takes 40 to 1000.')
param maximumInstanceCount int = 100

@minValue(1)
@maxValue(1000)
@description('How many requests an instance takes at once before the platform adds another. A GET that waits holds its place for up to 30 s and costs next to nothing meanwhile: the platform\'s default of 16 would start an instance for every 16 callers who wait.')
param httpPerInstanceConcurrency int = 250

@minValue(0)
@maxValue(1000)
@description('Instances for HTTP that are always there, and always paid. Unless there is one, the first POST after a pause waits for an instance to start.')
param alwaysReadyHttp int = 0

@minValue(0)
@maxValue(1000)
@description('Instances for orchestrations and activities that are always there, and always paid. Unless there is one, the first search after a pause starts some seconds late; its caller has the token by then.')
param alwaysReadyDurable int = 0

@allowed(['AzureStorage', 'DurableTaskScheduler'])
@description('What keeps the orchestrations. AzureStorage needs nothing but the host account. DurableTaskScheduler also needs a package and two lines of host.json: see infra/README.md.')
param orchestration string = 'AzureStorage'

@minValue(1)
@maxValue(365)
@description('Days after a record\'s last change until the lifecycle rule may delete it. Offers are served for half an hour whatever this says; shorter than a day is not possible.')
param retentionDays int = 1

@minValue(30)
@maxValue(730)
@description('Days that logs are kept. 30 are in the price of ingestion.')
param logRetentionDays int = 30

@minValue(-1)
@description('The most that Log Analytics takes in a day, in GB; what is beyond is dropped until midnight UTC. A fuse for the bill; -1 is none.')
param logDailyCapGB int = 5

@description('Where alerts are sent. None, unless set: they are then only in the portal.')
param alertEmail string = ''

@description('Whether every request to storage is logged. Their addresses hold tokens, and a search makes 24 of them: for the hour in which one needs it.')
param logStorageRequests bool = false

@description('Whether storage and vault are reached by private endpoints in a virtual network alone, and the app runs in that network. It adds an hourly price for each of five endpoints.')
param vnetEnabled bool = false

@description('App settings of your own, such as { CarSearch__SupplierTimeout: \'00:00:20\' }. No secrets: those stay in the vault.')
param settings object = {}

@description('App settings whose values are secrets of the vault: the setting\'s name, and the secret\'s, such as { CarSearch__Suppliers__0__Secret: \'northway-secret\' }.')
param vaultSettings object = {}

// The hub's name in host.json.
var taskHubName = 'CarSearch'
var resourceToken = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var usesScheduler = orchestration == 'DurableTaskScheduler'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'id-api-${resourceToken}'
  }
}

module monitoring 'app/monitoring.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceName: 'log-${resourceToken}'
    insightsName: 'appi-${resourceToken}'
    retentionDays: logRetentionDays
    dailyCapGB: logDailyCapGB
  }
}

module storage 'app/storage.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    hostAccountName: 'sthost${resourceToken}'
    resultsAccountName: 'stres${resourceToken}'
    retentionDays: retentionDays
    publicAccess: !vnetEnabled
  }
}

module vault 'app/vault.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'kv-${resourceToken}'
    publicAccess: !vnetEnabled
  }
}

module scheduler 'app/scheduler.bicep' = if (usesScheduler) {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'dts-${resourceToken}'
    taskHubName: taskHubName
    principalId: identity.outputs.principalId
  }
}

module roles 'app/roles.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    hostAccountName: storage.outputs.hostAccountName
    resultsAccountName: storage.outputs.resultsAccountName
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    usesQueuesAndTables: !usesScheduler
  }
}

module network 'app/network.bicep' = if (vnetEnabled) {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'vnet-${resourceToken}'
    hostAccountName: storage.outputs.hostAccountName
    resultsAccountName: storage.outputs.resultsAccountName
    vaultName: vault.outputs.name
  }
}

// It starts when it may read what its settings name: after the roles, and where there is one after the network.
module api 'app/api.bicep' = {
  scope: group
  dependsOn: [roles]
  params: {
    location: location
    tags: tags
    name: 'func-api-${resourceToken}'
    planName: 'plan-${resourceToken}'
    identityName: identity.outputs.name
    hostAccountName: storage.outputs.hostAccountName
    packageContainerName: storage.outputs.packageContainerName
    resultsAccountName: storage.outputs.resultsAccountName
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    usesScheduler: usesScheduler
    schedulerEndpoint: usesScheduler ? scheduler!.outputs.endpoint : ''
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
    scale: {
      instanceMemoryMB: instanceMemoryMB
      maximumInstanceCount: maximumInstanceCount
      httpPerInstanceConcurrency: httpPerInstanceConcurrency
      alwaysReadyHttp: alwaysReadyHttp
      alwaysReadyDurable: alwaysReadyDurable
    }
    settings: settings
    vaultSettings: vaultSettings
  }
}

module diagnostics 'app/diagnostics.bicep' = {
  scope: group
  params: {
    workspaceName: monitoring.outputs.workspaceName
    functionAppName: api.outputs.name
    hostAccountName: storage.outputs.hostAccountName
    resultsAccountName: storage.outputs.resultsAccountName
    vaultName: vault.outputs.name
    logStorageRequests: logStorageRequests
  }
}

module alerts 'app/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceName: monitoring.outputs.workspaceName
    email: alertEmail
  }
}

// Outputs become variables of the azd environment, and stay in the deployment's history for whoever may read that: nothing secret here.
output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_NAME string = api.outputs.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output SERVICE_API_NAME string = api.outputs.name
output SERVICE_API_URI string = api.outputs.uri
