using System.Text.Json;
using System.Xml.Linq;
using CarSearch.Functions;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CarSearch.Tests.Functions;

/// <summary>host.json and the sample of local settings.</summary>
public sealed class SettingFileTests
{
    [Theory]
    [InlineData("version", "2.0")]
    [InlineData("telemetryMode", "OpenTelemetry")]
    [InlineData("functionTimeout", "00:10:00")]
    [InlineData("extensions.http.routePrefix", "api")]
    [InlineData("extensions.http.maxConcurrentRequests", "1000")]
    [InlineData("extensions.http.maxOutstandingRequests", "5000")]
    [InlineData("extensions.durableTask.hubName", "CarSearch")]
    [InlineData("extensions.durableTask.maxConcurrentActivityFunctions", "1000")]
    [InlineData("extensions.durableTask.maxConcurrentOrchestratorFunctions", "200")]
    [InlineData("extensions.durableTask.storageProvider.type", "azureStorage")]
    [InlineData("extensions.durableTask.storageProvider.partitionCount", "4")]
    [InlineData("extensions.durableTask.storageProvider.maxQueuePollingInterval", "00:00:01")]
    [InlineData("extensions.durableTask.storageProvider.controlQueueVisibilityTimeout", "00:01:00")]
    [InlineData("extensions.durableTask.storageProvider.workItemQueueVisibilityTimeout", "00:01:00")]
    [InlineData("extensions.durableTask.tracing.distributedTracingEnabled", "True")]
    [InlineData("extensions.durableTask.tracing.version", "V2")]
    [InlineData("extensions.durableTask.tracing.traceInputsAndOutputs", "False")]
    [InlineData("extensions.durableTask.tracing.traceReplayEvents", "False")]
    public void The_host_is_told_this(string setting, string value) => Assert.Equal(value, Flat(SettingFiles.HostJson)[setting]);

    [Fact]
    public void The_host_is_told_nothing_else() =>
        Assert.Equal(
            typeof(SettingFileTests).GetMethod(nameof(The_host_is_told_this))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Length,
            Flat(SettingFiles.HostJson).Keys.Count(setting => !setting.StartsWith("logging.", StringComparison.Ordinal)));

    [Fact]
    public void What_lies_next_to_the_app_is_what_stands_at_the_top() =>
        Assert.Equal(File.ReadAllText(Path.Combine(RepositoryFiles.Top, "host.json")), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));

    [Fact]
    public void A_search_may_take_its_five_minutes_before_the_host_ends_its_function() =>
        Assert.True(TimeSpan.Parse(SettingFiles.HostJson.GetProperty("functionTimeout").GetString()!, System.Globalization.CultureInfo.InvariantCulture) > CarSearchOptions.Lifetime);

    [Theory]
    [InlineData(null, CloudServices.MaxWaiting)]
    [InlineData("12", 12)]
    [InlineData("10000", 10_000)]
    public void Unless_set_GETs_that_wait_leave_room_for_other_requests(string? setting, int waiting)
    {
        using var host = new DurableHost(DurableClients.New(), new Dictionary<string, string?> { ["CarSearch:MaxWaiting"] = setting }, static _ => { });

        Assert.Equal(waiting, host.Services.GetRequiredService<IOptions<CarSearchOptions>>().Value.MaxWaiting);
        Assert.True(CloudServices.MaxWaiting < SettingFiles.HostJson.GetProperty("extensions").GetProperty("http").GetProperty("maxConcurrentRequests").GetInt32());
    }

    [Fact]
    public void Local_settings_are_copied_for_a_local_run_and_never_published()
    {
        var project = XDocument.Load(Path.Combine(RepositoryFiles.Top, "CarSearch.Functions", "CarSearch.Functions.csproj"));
        var items = project.Descendants().Where(item => item.Attribute("Include")?.Value is { } include && include.Contains("settings", StringComparison.Ordinal)).ToArray();

        var item = Assert.Single(items);
        Assert.Equal("../local.settings.json", item.Attribute("Include")!.Value);
        Assert.Equal("PreserveNewest", item.Attribute("CopyToOutputDirectory")?.Value);
        Assert.Equal("Never", item.Attribute("CopyToPublishDirectory")?.Value);
        Assert.Contains("local.settings.json", File.ReadAllLines(Path.Combine(RepositoryFiles.Top, ".gitignore")));
    }

    [Fact]
    public void The_sample_of_local_settings_is_for_the_emulator_and_holds_no_secret()
    {
        var values = SettingFiles.LocalSample.GetProperty("Values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString());

        Assert.False(SettingFiles.LocalSample.GetProperty("IsEncrypted").GetBoolean());
        Assert.Equal(
            new()
            {
                ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
                ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
                ["CarSearch__Results"] = "UseDevelopmentStorage=true",
                ["CarSearch__Results__Sweep"] = "true",
            },
            values);
    }

    [Fact]
    public void The_host_starts_with_the_sample_of_local_settings()
    {
        using var services = Services(SampleAsConfigured());
        services.GetRequiredService<IStartupValidator>().Validate();

        var results = services.GetRequiredService<IOptions<ResultsOptions>>().Value;
        Assert.Equal(("UseDevelopmentStorage=true", true), (results.ConnectionString, results.Sweep));
    }

    [Fact]
    public void A_setting_more_stops_the_start()
    {
        var values = SampleAsConfigured();
        values["CarSearch:Swep"] = "true";
        using var services = Services(values);

        var refused = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains("CarSearch:Swep is not a setting", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The sample as it arrives by environment variables, whose names have two underscores for a colon.</summary>
    private static Dictionary<string, string?> SampleAsConfigured() => SettingFiles.LocalSample.GetProperty("Values").EnumerateObject()
        .ToDictionary(value => value.Name.Replace("__", ":", StringComparison.Ordinal), value => value.Value.GetString());

    /// <summary>Program's services, as far as settings go.</summary>
    private static ServiceProvider Services(Dictionary<string, string?> values) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
        .AddLogging()
        .AddCarSearch(ResultsOptions.Names)
        .AddCloudHost()
        .BuildServiceProvider();

    /// <summary>Every value by its path.</summary>
    private static Dictionary<string, string> Flat(JsonElement element)
    {
        return new(Of(element, ""));

        static IEnumerable<KeyValuePair<string, string>> Of(JsonElement element, string path) => element.ValueKind is JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(member => Of(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}"))
            : [new(path, element.ToString())];
    }
}
