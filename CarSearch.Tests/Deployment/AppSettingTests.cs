using System.Text.RegularExpressions;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>The app settings that the deployment makes, against the code that reads them.</summary>
public sealed partial class AppSettingTests
{
    /// <summary>What the Functions host and Durable read; the code never does.</summary>
    private static readonly Dictionary<string, string> OfPlatform = new()
    {
        ["AzureWebJobsStorage__blobServiceUri"] = "The Functions host: leases, keys and timers.",
        ["AzureWebJobsStorage__queueServiceUri"] = "Durable on Azure Storage: its queues.",
        ["AzureWebJobsStorage__tableServiceUri"] = "Durable on Azure Storage: history and state.",
        ["AzureWebJobsStorage__credential"] = "Both, by identity.",
        ["AzureWebJobsStorage__clientId"] = "Which identity.",
        ["AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions"] = "Durable, in place of host.json: by the memory of an instance.",
        ["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"] = "Durable on its scheduler: docs/operations.md shows the line of host.json that names this setting.",
    };

    /// <summary>What the code can read and this deployment does not use.</summary>
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["CarSearch__Results__connectionString"] = "A connection string is a secret; here is an identity.",
        ["CarSearch__Results__accountName"] = "The address is given instead, which is right in every cloud.",
        ["CarSearch__Results__sweep"] = "The lifecycle rule deletes.",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "Telemetry goes to Application Insights.",
    };

    /// <summary>The variables of api.bicep that hold settings.</summary>
    private static readonly string[] Groups = ["hostSettings", "queueSettings", "schedulerSettings", "appSettings"];

    [Fact]
    public void What_the_code_and_the_platform_read_is_set_and_nothing_else()
    {
        var needed = ReadByCode().Except(LeftOut.Keys).Concat(OfPlatform.Keys);

        Assert.Equal(needed.Order(StringComparer.Ordinal), Set().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_left_out_is_something_that_the_code_reads() => Assert.Empty(LeftOut.Keys.Except(ReadByCode()));

    /// <summary>Of equal names the last one wins.</summary>
    [Fact]
    public void Every_group_of_settings_reaches_the_app_and_a_users_own_override_none_of_them() =>
        Assert.Contains(
            "properties: union(defaultSettings, settings, references, empty(schedulerEndpoint) ? queueSettings : schedulerSettings, hostSettings, appSettings)", Infra.Block("api.bicep", "resource configured"), StringComparison.Ordinal);

    [Fact]
    public void What_a_user_may_override_is_a_setting_of_every_host() =>
        Assert.All(
            Setting().Matches(Infra.Block("api.bicep", "var defaultSettings")).Select(match => match.Groups[1].Value["CarSearch__".Length..]),
            name => Assert.NotNull(typeof(CarSearchOptions).GetProperty(name)));

    [Fact]
    public void GETs_that_wait_leave_a_fifth_of_an_instances_places_to_others() =>
        Assert.Contains("CarSearch__MaxWaiting: string(scale.httpPerInstanceConcurrency * 4 / 5)", Infra.Block("api.bicep", "var defaultSettings"), StringComparison.Ordinal);

    [Fact]
    public void Every_size_of_an_instance_has_its_number_of_runs_and_the_default_size_that_of_host_json()
    {
        var runs = Regex.Matches(Infra.Block("api.bicep", "var runsPerInstance"), @"'(\d+)': (\d+)").ToDictionary(size => size.Groups[1].Value, size => size.Groups[2].Value);
        var sizes = Regex.Match(Infra.Bicep["main.bicep"], @"@allowed\(\[([\d, ]+)\]\)\s*param instanceMemoryMB int = (\d+)");

        Assert.Equal(sizes.Groups[1].Value.Split(", "), runs.Keys);
        Assert.Equal(
            RepositoryFiles.Json("host.json").GetProperty("extensions").GetProperty("durableTask").GetProperty("maxConcurrentActivityFunctions").ToString(),
            runs[sizes.Groups[2].Value]);
    }

    [Fact]
    public void Secrets_are_references_to_the_vault() =>
        Assert.Contains("secret => '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${secret})'", Infra.Bicep["api.bicep"], StringComparison.Ordinal);

    [Theory]
    [InlineData("docs/operations.md")]
    [InlineData("infra/README.md")]
    public void The_setting_of_the_scheduler_is_the_one_that_the_documents_put_into_host_json(string document) =>
        Assert.Contains("\"connectionStringName\": \"DURABLE_TASK_SCHEDULER_CONNECTION_STRING\"", RepositoryFiles.Text(document), StringComparison.Ordinal);

    [Fact]
    public void The_task_hub_of_the_scheduler_has_the_name_in_host_json() =>
        Assert.Equal(
            RepositoryFiles.Json("host.json").GetProperty("extensions").GetProperty("durableTask").GetProperty("hubName").GetString(), Infra.Variable("main.bicep", "taskHubName"));

    private static IEnumerable<string> Set() => Groups
        .SelectMany(group => Setting().Matches(Infra.Block("api.bicep", $"var {group}")).Select(match => match.Groups[1].Value));

    /// <summary>The properties of the section Results, and what the code names in capitals.</summary>
    private static string[] ReadByCode()
    {
        var results = Property().Matches(RepositoryFiles.Text("CarSearch.Functions/ResultsOptions.cs")).Select(match => match.Groups[1].Value)
            .Select(name => $"CarSearch__Results__{char.ToLowerInvariant(name[0])}{name[1..]}");
        var code = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Top, "CarSearch.Functions"), "*.cs").Select(File.ReadAllText);
        return [.. results, .. code.SelectMany(text => Capitals().Matches(text).Select(match => match.Groups[1].Value)).Distinct()];
    }

    [GeneratedRegex(@"^  (\w+): ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Setting();

    [GeneratedRegex(@"public [\w?]+ (\w+) \{ get; set; \}", RegexOptions.CultureInvariant)]
    private static partial Regex Property();

    [GeneratedRegex(@"""([A-Z]+(?:_[A-Z]+)+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Capitals();
}
