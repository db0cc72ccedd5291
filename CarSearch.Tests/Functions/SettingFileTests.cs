using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using CarSearch.Functions;
using CarSearch.Searches;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CarSearch.Tests.Functions;

/// <summary>host.json and the sample of local settings.</summary>
public sealed class SettingFileTests
{
    [Fact]
    public void The_host_serves_the_paths_of_the_description() =>
        Assert.All(
            ApiDescription.Default.Operations,
            operation => Assert.StartsWith($"/{Extension("http").GetProperty("routePrefix")}/", operation.Path, StringComparison.Ordinal));

    [Fact]
    public void Inputs_of_orchestrations_which_hold_requests_are_not_traced() =>
        Assert.False(Extension("durableTask").GetProperty("tracing").GetProperty("traceInputsAndOutputs").GetBoolean());

    [Theory]
    [InlineData("controlQueueVisibilityTimeout")]
    [InlineData("workItemQueueVisibilityTimeout")]
    public void A_search_whose_instance_is_lost_is_taken_up_while_it_still_has_time_for_a_run(string timeout)
    {
        var options = new CarSearchOptions();
        var takeOver = Duration(Extension("durableTask").GetProperty("storageProvider").GetProperty(timeout));
        var lost = options.MaxWaitToStart + options.MaxRunTime + takeOver;

        Assert.InRange(lost + options.MaxRunTime, TimeSpan.Zero, CarSearchOptions.Lifetime);
    }

    [Fact]
    public void What_lies_next_to_the_app_is_what_stands_at_the_top() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(RepositoryFiles.Top, "host.json")),
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));

    [Fact]
    public void A_search_may_take_its_five_minutes_before_the_host_ends_its_function() =>
        Assert.True(Duration(RepositoryFiles.Json("host.json").GetProperty("functionTimeout")) > CarSearchOptions.Lifetime);

    [Theory]
    [InlineData(null, CloudServices.MaxWaiting)]
    [InlineData("12", 12)]
    [InlineData("10000", 10_000)]
    public void Unless_set_GETs_that_wait_leave_room_for_other_requests(string? setting, int waiting)
    {
        var settings = new Dictionary<string, string?> { ["CarSearch:MaxWaiting"] = setting };
        using var host = new DurableHost(DurableClients.New(), settings, static _ => { });

        Assert.Equal(waiting, host.Services.GetRequiredService<IOptions<CarSearchOptions>>().Value.MaxWaiting);
        Assert.True(CloudServices.MaxWaiting < Extension("http").GetProperty("maxConcurrentRequests").GetInt32());
    }

    [Fact]
    public void Local_settings_are_copied_for_a_local_run_and_never_published()
    {
        var project = XDocument.Load(Path.Combine(RepositoryFiles.Top, "CarSearch.Functions", "CarSearch.Functions.csproj"));
        var items = project.Descendants()
            .Where(item => item.Attribute("Include")?.Value.Contains("settings", StringComparison.Ordinal) == true);

        var item = Assert.Single(items);
        Assert.Equal("../local.settings.json", item.Attribute("Include")!.Value);
        Assert.Equal("PreserveNewest", item.Attribute("CopyToOutputDirectory")?.Value);
        Assert.Equal("Never", item.Attribute("CopyToPublishDirectory")?.Value);
        Assert.Contains("local.settings.json", File.ReadAllLines(Path.Combine(RepositoryFiles.Top, ".gitignore")));
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
    private static Dictionary<string, string?> SampleAsConfigured() =>
        RepositoryFiles.Json("local.settings.sample.json").GetProperty("Values").EnumerateObject().ToDictionary(
            value => value.Name.Replace("__", ":", StringComparison.Ordinal), value => value.Value.GetString());

    /// <summary>Program's services, as far as settings go.</summary>
    private static ServiceProvider Services(Dictionary<string, string?> values) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
        .AddLogging()
        .AddCarSearch(ResultsOptions.Names)
        .AddCloudHost()
        .BuildServiceProvider();

    private static JsonElement Extension(string name) => RepositoryFiles.Json("host.json").GetProperty("extensions").GetProperty(name);

    private static TimeSpan Duration(JsonElement text) => TimeSpan.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
