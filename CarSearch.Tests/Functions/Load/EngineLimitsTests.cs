using CarSearch.Functions.Load;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace CarSearch.Tests.Functions.Load;

/// <summary>How many runs an instance can carry is read where the Functions host reads it.</summary>
public sealed class EngineLimitsTests
{
    private const string AppSetting = "AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions";

    [Fact]
    public void It_stands_in_host_json_beside_the_app()
    {
        var stated = RepositoryFiles.Json("host.json").GetProperty("extensions").GetProperty("durableTask")
            .GetProperty("maxConcurrentActivityFunctions").GetInt32();
        Assert.Equal(stated, EngineLimits.GetMaxActivities(Configuration(), RepositoryFiles.Top));
    }

    [Fact]
    public void An_app_setting_takes_its_place() =>
        Assert.Equal(100, EngineLimits.GetMaxActivities(Configuration((AppSetting, "100")), RepositoryFiles.Top));

    [Fact]
    public void Without_either_it_is_the_default_of_the_extension() =>
        Assert.Equal(10 * Environment.ProcessorCount, EngineLimits.GetMaxActivities(Configuration(), Path.GetTempPath()));

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value)).Build();
}
