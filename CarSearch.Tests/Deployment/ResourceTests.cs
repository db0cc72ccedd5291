using System.Globalization;
using System.Text.RegularExpressions;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>What the resources must be like, whoever edits them.</summary>
public sealed class ResourceTests
{
    [Theory]
    [InlineData("listKeys")]
    [InlineData("listAccountSas")]
    [InlineData("listServiceSas")]
    [InlineData("listSecrets")]
    [InlineData("getSecret")]
    [InlineData("AccountKey=")]
    [InlineData("SharedAccessSignature")]
    [InlineData("DefaultEndpointsProtocol")]
    [InlineData("InstrumentationKey")]
    [InlineData("Microsoft.KeyVault/vaults/secrets")]
    public void Nothing_secret_is_read_or_written(string sign) =>
        Assert.All(Infra.Bicep, file => Assert.False(file.Value.Contains(sign, StringComparison.OrdinalIgnoreCase), $"{file.Key} has {sign}."));

    [Fact]
    public void Outputs_say_where_things_are_and_no_more() =>
        Assert.Equal(
            [
                "AZURE_FUNCTION_NAME", "AZURE_KEY_VAULT_NAME", "AZURE_LOCATION", "AZURE_RESOURCE_GROUP", "AZURE_TENANT_ID", "SERVICE_API_NAME", "SERVICE_API_URI",
                "appSubnetId", "endpoint", "hostAccountName", "insightsName", "name", "name", "name", "packageContainerName", "principalId", "resultsAccountName", "uri", "workspaceName",
            ],
            Infra.Bicep.Values.SelectMany(text => Regex.Matches(text, @"^output (\w+)", RegexOptions.Multiline)).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("allowSharedKeyAccess: false")]
    [InlineData("allowBlobPublicAccess: false")]
    [InlineData("allowCrossTenantReplication: false")]
    [InlineData("minimumTlsVersion: 'TLS1_2'")]
    [InlineData("supportsHttpsTrafficOnly: true")]
    public void Both_storage_accounts_are_closed_to_keys_to_strangers_and_to_old_TLS(string property)
    {
        Assert.Contains(property, Infra.Block("storage.bicep", "var hardened"), StringComparison.Ordinal);
        Assert.Equal(2, Infra.Bicep.Values.Sum(text => Regex.Count(text, @"^resource \w+ 'Microsoft.Storage/storageAccounts@[\d-]+' = \{", RegexOptions.Multiline)));
        Assert.All(["host", "results"], account => Assert.Contains("\n  properties: hardened", Infra.Block("storage.bicep", $"resource {account}"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("packages")]
    [InlineData("searches")]
    public void Containers_are_private(string container) =>
        Assert.Contains("properties: { publicAccess: 'None' }", Infra.Block("storage.bicep", $"resource {container}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("deleteRetentionPolicy: { enabled: false }")]
    [InlineData("containerDeleteRetentionPolicy: { enabled: false }")]
    [InlineData("isVersioningEnabled: false")]
    [InlineData("changeFeed: { enabled: false }")]
    public void Of_a_deleted_search_nothing_is_kept(string property) =>
        Assert.Contains($"\n    {property}", Infra.Block("storage.bicep", "resource resultsBlobs"), StringComparison.Ordinal);

    [Fact]
    public void Records_lie_where_the_code_looks_and_go_a_day_after_their_last_change()
    {
        var rule = Infra.Block("storage.bicep", "resource retention");

        Assert.Contains($"public const string Name = \"{Infra.Variable("storage.bicep", "resultsContainer")}\";", RepositoryFiles.Text("CarSearch.Functions/Storage/ResultsContainer.cs"), StringComparison.Ordinal);
        Assert.Contains("name: resultsContainer", Infra.Block("storage.bicep", "resource searches"), StringComparison.Ordinal);
        Assert.Contains("parent: results\n", rule, StringComparison.Ordinal);
        Assert.Contains("enabled: true", rule, StringComparison.Ordinal);
        Assert.Contains("blobTypes: ['blockBlob']", rule, StringComparison.Ordinal);
        Assert.Contains("prefixMatch: ['${resultsContainer}/']", rule, StringComparison.Ordinal);
        Assert.Contains("baseBlob: { delete: { daysAfterModificationGreaterThan: retentionDays } }", rule, StringComparison.Ordinal);
        Assert.Equal("1", Infra.Parameters["retentionDays"]);
        Assert.Contains("retentionDays: retentionDays", Infra.Block("main.bicep", "module storage"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enableRbacAuthorization: true")]
    [InlineData("softDeleteRetentionInDays: 7")]
    public void The_vault_knows_roles_alone(string property) => Assert.Contains(property, Infra.Block("vault.bicep", "resource vault"), StringComparison.Ordinal);

    [Fact]
    public void The_vault_can_be_purged() => Assert.DoesNotContain("enablePurgeProtection", Infra.Bicep["vault.bicep"], StringComparison.Ordinal);

    [Theory]
    [InlineData("app", "httpsOnly: true")]
    [InlineData("app", "minTlsVersion: '1.2'")]
    [InlineData("app", "ftpsState: 'Disabled'")]
    [InlineData("app", "keyVaultReferenceIdentity: identity.id")]
    [InlineData("app", "type: 'UserAssignedIdentity'")]
    [InlineData("scmPassword", "name: 'scm'\n  properties: { allow: false }")]
    [InlineData("ftpPassword", "name: 'ftp'\n  properties: { allow: false }")]
    public void The_app_takes_no_password_and_nothing_in_clear(string resource, string property) =>
        Assert.Contains(property, Infra.Block("api.bicep", $"resource {resource}"), StringComparison.Ordinal);

    [Fact]
    public void Telemetry_is_taken_from_identities_alone() =>
        Assert.Contains("DisableLocalAuth: true", Infra.Block("monitoring.bicep", "resource insights"), StringComparison.Ordinal);

    [Fact]
    public void The_app_runs_on_the_runtime_that_it_is_built_for() =>
        Assert.Contains(
            $"runtime: {{ name: 'dotnet-isolated', version: '{Regex.Match(RepositoryFiles.Text("Directory.Build.props"), "<TargetFramework>net([0-9.]+)<").Groups[1].Value}' }}",
            Infra.Block("api.bicep", "resource app"),
            StringComparison.Ordinal);

    [Fact]
    public void The_platform_gives_an_instance_no_more_requests_than_the_host_takes()
    {
        var most = RepositoryFiles.Json("host.json").GetProperty("extensions").GetProperty("http").GetProperty("maxConcurrentRequests").GetInt32();

        Assert.InRange(int.Parse(Infra.Parameters["httpPerInstanceConcurrency"]!, CultureInfo.InvariantCulture), 16, most);
    }

    [Fact]
    public void Alerts_do_not_count_clients_that_disconnect()
    {
        var tables = Regex.Matches(Infra.Bicep["alerts.bicep"], @"^(App\w+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
        var requests = Regex.Match(Infra.Bicep["alerts.bicep"], @"^AppRequests\n(?<query>(\| [^\n]+\n)+)", RegexOptions.Multiline).Groups["query"].Value;

        // A function whose client has disconnected is a failed request with an exception, and a slow body makes a slow request.
        Assert.Equal(["AppMetrics", "AppRequests"], tables.Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("| where ResultCode !in ('408', '499')\n", requests, StringComparison.Ordinal);
        Assert.DoesNotContain("Success", requests, StringComparison.Ordinal);
        Assert.DoesNotContain("metricAlerts", Infra.Bicep["alerts.bicep"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Alerts_ask_for_metrics_that_there_are()
    {
        var asked = Regex.Matches(Infra.Bicep["alerts.bicep"], @"'(carsearch\.[a-z.]+)'").Select(match => match.Groups[1].Value).Where(name => name != "carsearch.status").Distinct().ToArray();
        var made = RepositoryFiles.Text("CarSearch.Core/Searches/SearchTelemetry.cs");

        Assert.Equal(3, asked.Length);
        Assert.All(asked, name => Assert.Contains($"\"{name}\"", made, StringComparison.Ordinal));
        Assert.Contains($"== '{SearchStatus.Failed}'", Infra.Bicep["alerts.bicep"], StringComparison.Ordinal);
    }
}
