using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CarSearch.Functions;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>The app settings of the deployment against the code that reads them.</summary>
public sealed partial class AppSettingTests
{
    private const string MaxActivities = "AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions";
    private const string SchedulerConnection = "DURABLE_TASK_SCHEDULER_CONNECTION_STRING";

    /// <summary>The settings that only the Functions host and Durable Functions read.</summary>
    private static readonly Dictionary<string, string> ReadByPlatform = new()
    {
        ["AzureWebJobsStorage__blobServiceUri"] = "The Functions host: leases, keys and timers.",
        ["AzureWebJobsStorage__queueServiceUri"] = "Durable Functions on Azure Storage: queues.",
        ["AzureWebJobsStorage__tableServiceUri"] = "Durable Functions on Azure Storage: history and state.",
        ["AzureWebJobsStorage__credential"] = "Both, by identity.",
        ["AzureWebJobsStorage__clientId"] = "Which identity.",
        [MaxActivities] = "Durable Functions, in place of host.json: by the memory of an instance.",
        [SchedulerConnection] = "Durable Functions on the scheduler: docs/operations.md shows its name in host.json.",
    };

    /// <summary>The settings that the code reads and this deployment does not use.</summary>
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["CarSearch__Results__connectionString"] = "A connection string is a secret; here is an identity.",
        ["CarSearch__Results__accountName"] = "The address is given instead, which is right in every cloud.",
        ["CarSearch__Results__sweep"] = "The lifecycle rule deletes.",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "Telemetry goes to Application Insights.",
    };

    [Fact]
    public void All_settings_that_code_and_platform_read_are_set_and_no_others()
    {
        var needed = ReadByCode().Except(LeftOut.Keys).Concat(ReadByPlatform.Keys).Append("CarSearch__MaxWaiting");
        var set = Infra.Default.AppSettings().Keys.Union(Infra.Scheduler.AppSettings().Keys).Except(["CarSearch__Suppliers__0__Secret"]);

        Assert.Equal(needed.Order(StringComparer.Ordinal), set.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_left_out_is_something_that_the_code_reads() => Assert.Empty(LeftOut.Keys.Except(ReadByCode()));

    [Theory]
    [InlineData("CarSearch__MaxWaiting", "7")]
    [InlineData("CarSearch__Results__credential", "managedidentity")]
    [InlineData("AzureWebJobsStorage__credential", "managedidentity")]
    public void A_setting_of_the_user_overrides_a_default_and_none_of_the_deployment(string name, string value) =>
        Assert.Equal(value, Infra.Scheduler.AppSettings()[name]);

    [Fact]
    public void A_setting_that_the_user_may_override_is_one_of_every_host() =>
        Assert.All(
            Infra.Default.AppSettings().Keys.Select(name => name.Split("__")).Where(name => name is ["CarSearch", _]),
            name => Assert.NotNull(typeof(CarSearchOptions).GetProperty(name[1])));

    [Fact]
    public void GETs_that_wait_leave_a_fifth_of_the_requests_of_an_instance_to_others()
    {
        var app = Assert.Single(Infra.Default.OfType("Microsoft.Web/sites"));
        var requests = app.ValueAt("properties.functionAppConfig.scaleAndConcurrency.triggers.http.perInstanceConcurrency")!;

        Assert.Equal(Number(requests) * 4 / 5, Number(Infra.Default.AppSettings()["CarSearch__MaxWaiting"]));
    }

    [Fact]
    public void The_default_size_of_an_instance_has_the_runs_of_host_json_and_a_larger_size_has_more()
    {
        var size = Infra.Parameters["instanceMemoryMB"];
        var byDefault = DurableTask.GetProperty("maxConcurrentActivityFunctions").GetInt32();
        var runs = size.GetProperty("allowedValues").EnumerateArray().Select(value => value.GetInt32()).Order().ToDictionary(
            memory => memory,
            memory => Number(BicepCompiler.Evaluate($"param instanceMemoryMB = {memory}").AppSettings()[MaxActivities]));

        Assert.Equal(byDefault, runs[size.GetProperty("defaultValue").GetInt32()]);
        Assert.Equal(byDefault, Number(Infra.Default.AppSettings()[MaxActivities]));
        Assert.Equal(runs.Values.Distinct().Order(), runs.Values);
    }

    [Fact]
    public void Secrets_are_references_to_the_vault()
    {
        var vault = Assert.Single(Infra.Scheduler.OfType("Microsoft.KeyVault/vaults")).ValueAt("name");

        Assert.Equal(
            $"@Microsoft.KeyVault(VaultName={vault};SecretName=northway-secret)",
            Infra.Scheduler.AppSettings()["CarSearch__Suppliers__0__Secret"]);
    }

    [Fact]
    public void The_task_hub_of_the_scheduler_has_the_name_in_host_json()
    {
        var hub = Assert.Single(Infra.Scheduler.OfType("Microsoft.DurableTask/schedulers/taskHubs")).ValueAt("name")!;

        Assert.Equal(DurableTask.GetProperty("hubName").GetString(), hub.Split('/')[^1]);
    }

    private static JsonElement DurableTask => RepositoryFiles.Json("host.json").GetProperty("extensions").GetProperty("durableTask");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Gets the properties of the section Results, and the environment variables in the code.</summary>
    private static string[] ReadByCode()
    {
        var results = typeof(ResultsOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)
            .Select(name => $"CarSearch__Results__{char.ToLowerInvariant(name[0])}{name[1..]}");
        var code = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Top, "CarSearch.Functions"), "*.cs").Select(File.ReadAllText);
        return [.. results, .. code.SelectMany(text => Capitals().Matches(text).Select(match => match.Groups[1].Value)).Distinct()];
    }

    [GeneratedRegex(@"""([A-Z]+(?:_[A-Z]+)+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Capitals();
}
