using System.Globalization;
using System.Reflection;
using System.Runtime.Versioning;
using System.Text.Json;
using CarSearch.Functions;
using CarSearch.Functions.Storage;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>The properties of the deployed resources.</summary>
public sealed class ResourceTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";

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
    public void No_secret_is_read_or_written(string sign) =>
        Assert.DoesNotContain(sign, Infra.Template.GetRawText(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Outputs are kept in the history of deployments, so a new one must be checked for secrets.</summary>
    [Fact]
    public void Outputs_are_names_and_addresses() =>
        Assert.Equal(
            [
                "AZURE_FUNCTION_NAME", "AZURE_KEY_VAULT_NAME", "AZURE_LOCATION", "AZURE_RESOURCE_GROUP", "AZURE_TENANT_ID",
                "SERVICE_API_NAME", "SERVICE_API_URI", "appSubnetId", "endpoint", "hostAccountName", "insightsName", "name",
                "packageContainerName", "principalId", "resultsAccountName", "uri", "workspaceName",
            ],
            Outputs(Infra.Template).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("allowSharedKeyAccess", "false")]
    [InlineData("allowBlobPublicAccess", "false")]
    [InlineData("allowCrossTenantReplication", "false")]
    [InlineData("minimumTlsVersion", "TLS1_2")]
    [InlineData("supportsHttpsTrafficOnly", "true")]
    public void Storage_accounts_refuse_keys_anonymous_access_and_old_TLS(string property, string value)
    {
        var accounts = Infra.Default.OfType(Account);

        Assert.Equal(2, accounts.Length);
        Assert.All(accounts, account => Assert.Equal(value, account.ValueAt($"properties.{property}")));
    }

    [Fact]
    public void Containers_are_private()
    {
        var containers = Infra.Default.OfType($"{Account}/blobServices/containers");

        Assert.Equal(2, containers.Length);
        Assert.All(containers, container => Assert.Equal("None", container.ValueAt("properties.publicAccess")));
    }

    [Theory]
    [InlineData("deleteRetentionPolicy.enabled")]
    [InlineData("containerDeleteRetentionPolicy.enabled")]
    [InlineData("isVersioningEnabled")]
    [InlineData("changeFeed.enabled")]
    public void A_deleted_search_is_not_retained(string property) =>
        Assert.Equal("false", OfResults("blobServices").ValueAt($"properties.{property}"));

    [Fact]
    public void Records_are_in_the_container_of_the_code_and_are_deleted_a_day_after_their_last_change()
    {
        var policy = OfResults("managementPolicies").GetProperty("properties").GetProperty("policy");
        var rule = Assert.Single(policy.GetProperty("rules").EnumerateArray());
        var filters = rule.GetProperty("definition").GetProperty("filters");

        Assert.Equal(ResultsContainer.Name, OfResults("blobServices/containers").ValueAt("name")!.Split('/')[^1]);
        Assert.Equal("true", rule.ValueAt("enabled"));
        Assert.Equal("blockBlob", Assert.Single(filters.GetProperty("blobTypes").EnumerateArray()).GetString());
        Assert.Equal($"{ResultsContainer.Name}/", Assert.Single(filters.GetProperty("prefixMatch").EnumerateArray()).GetString());
        Assert.Equal("1", rule.ValueAt("definition.actions.baseBlob.delete.daysAfterModificationGreaterThan"));
    }

    [Theory]
    [InlineData("enableRbacAuthorization", "true")]
    [InlineData("softDeleteRetentionInDays", "7")]
    [InlineData("enablePurgeProtection", null)]
    public void The_vault_authorizes_by_roles_and_can_be_purged(string property, string? value) =>
        Assert.Equal(value, Assert.Single(Infra.Default.OfType("Microsoft.KeyVault/vaults")).ValueAt($"properties.{property}"));

    [Theory]
    [InlineData("properties.httpsOnly", "true")]
    [InlineData("properties.siteConfig.minTlsVersion", "1.2")]
    [InlineData("properties.siteConfig.ftpsState", "Disabled")]
    [InlineData("properties.functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity")]
    public void The_app_requires_TLS_and_is_deployed_by_its_identity(string property, string value) =>
        Assert.Equal(value, App().ValueAt(property));

    [Fact]
    public void The_app_reads_the_vault_with_its_identity()
    {
        var identity = Assert.Single(Infra.Default.OfType("Microsoft.ManagedIdentity/userAssignedIdentities")).ValueAt("id");

        Assert.Equal(identity, App().ValueAt("properties.keyVaultReferenceIdentity"));
        Assert.Equal(identity, Assert.Single(App().GetProperty("identity").GetProperty("userAssignedIdentities").EnumerateObject()).Name);
    }

    [Fact]
    public void Nobody_deploys_with_a_password()
    {
        var policies = Infra.Default.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies");

        Assert.Equal(["ftp", "scm"], policies.Select(policy => policy.ValueAt("name")!.Split('/')[^1]).Order(StringComparer.Ordinal));
        Assert.All(policies, policy => Assert.Equal("false", policy.ValueAt("properties.allow")));
    }

    [Fact]
    public void Telemetry_is_accepted_from_identities_only() =>
        Assert.Equal("true", Assert.Single(Infra.Default.OfType("Microsoft.Insights/components")).ValueAt("properties.DisableLocalAuth"));

    [Fact]
    public void The_app_runs_on_the_runtime_that_it_is_built_for()
    {
        var framework = typeof(ResultsOptions).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName;

        Assert.Equal("dotnet-isolated", App().ValueAt("properties.functionAppConfig.runtime.name"));
        Assert.EndsWith($"=v{App().ValueAt("properties.functionAppConfig.runtime.version")}", framework, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_gets_no_more_requests_than_the_host_accepts()
    {
        var http = RepositoryFiles.Json("host.json").GetProperty("extensions").GetProperty("http");
        var perInstance = App().ValueAt("properties.functionAppConfig.scaleAndConcurrency.triggers.http.perInstanceConcurrency")!;

        Assert.InRange(int.Parse(perInstance, CultureInfo.InvariantCulture), 16, http.GetProperty("maxConcurrentRequests").GetInt32());
    }

    private static JsonElement App() => Assert.Single(Infra.Default.OfType("Microsoft.Web/sites"));

    /// <summary>Gets the resource of a type that belongs to the account of search records.</summary>
    private static JsonElement OfResults(string type) => Assert.Single(
        Infra.Default.OfType($"{Account}/{type}"), resource => resource.ValueAt("name")!.StartsWith("stres", StringComparison.Ordinal));

    private static IEnumerable<string> Outputs(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        var modules = resources.ValueKind is JsonValueKind.Array
            ? resources.EnumerateArray()
            : resources.EnumerateObject().Select(resource => resource.Value);
        var outputs = template.TryGetProperty("outputs", out var own) ? own.EnumerateObject().Select(output => output.Name) : [];
        return outputs.Concat(modules
            .Where(module => module.ValueAt("type") == "Microsoft.Resources/deployments")
            .SelectMany(module => Outputs(module.GetProperty("properties").GetProperty("template"))));
    }
}
