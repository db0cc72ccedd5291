param workspaceName string
param location string
param tags object

@description('Where alerts are sent; empty: nowhere.')
param email string

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-carsearch'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'CarSearch'
    enabled: true
    emailReceivers: empty(email) ? [] : [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

// Each query gives a row when something is wrong, and none when all is well.
var rules = [
  {
    name: 'failed-searches'
    severity: 2
    title: 'CarSearch: searches fail'
    description: 'In a quarter of an hour at least five searches, and more than one in twenty, ended as failed: no supplier answered them.'
    query: '''
AppMetrics
| where Name == 'carsearch.searches.ended'
| summarize Ended = sum(Sum), Failed = sumif(Sum, tostring(Properties['carsearch.status']) == 'Failed')
| where Failed >= 5 and Failed > 0.05 * Ended
'''
  }
  {
    name: 'slow-post'
    severity: 3
    title: 'CarSearch: POST is slow'
    description: 'Of at least 20 POSTs in a quarter of an hour, one in twenty took longer than two seconds. A caller hears nothing meanwhile.'
    query: '''
AppRequests
| where Name startswith 'POST' or Name has 'StartSearch'
| where Url !has '/admin/' and Url !has '/runtime/'
| where ResultCode !in ('408', '499')
| summarize Posts = count(), P95 = percentile(DurationMs, 95)
| where Posts >= 20 and P95 > 2000
'''
  }
  {
    name: 'late-searches'
    severity: 2
    title: 'CarSearch: searches wait in the queue'
    description: 'A search was taken up later than two minutes after it was accepted. That an instance dies and another takes over is about a minute; longer is a queue that is not kept up with.'
    query: '''
AppMetrics
| where Name == 'carsearch.search.wait'
| summarize Longest = max(Max)
| where Longest > 120
'''
  }
  {
    name: 'no-search-ends'
    severity: 1
    title: 'CarSearch: no search ends'
    description: 'Searches were accepted, and for a quarter of an hour none has ended, not even as failed, which each would after five minutes: the queues stand still.'
    query: '''
AppMetrics
| where Name in ('carsearch.searches.started', 'carsearch.searches.ended')
| summarize Started = sumif(Sum, Name endswith 'started' and TimeGenerated < ago(7m)), Ended = sumif(Sum, Name endswith 'ended')
| where Started >= 3 and Ended == 0
'''
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: 'alert-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.title
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [workspace.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    // In a new workspace the tables come with the first telemetry.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]
