using System.Diagnostics;
using DurableTask.AzureStorage;
using DurableTask.Core;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>The engine under test is the one in <c>.azurefunctions</c>, which the Functions host loads.</summary>
public sealed class DeployedEngineTests
{
    [Theory]
    [InlineData(typeof(AzureStorageOrchestrationService))]
    [InlineData(typeof(TaskHubWorker))]
    public void The_engine_under_test_is_the_one_that_is_deployed(Type type)
    {
        var tested = type.Assembly.Location;

        Assert.Equal(VersionOf(tested), VersionOf(Deployed(Path.GetFileName(tested))));
    }

    [Fact]
    public void The_rules_of_the_Functions_host_are_those_of_the_extension_that_is_deployed()
    {
        var version = VersionOf(Deployed("Microsoft.Azure.WebJobs.Extensions.DurableTask.dll"));

        Assert.True(
            version.StartsWith($"{HostGrpcServer.ExtensionVersion}.", StringComparison.Ordinal),
            $"The extension is {version} now. See whether {nameof(HostGrpcServer)} and {nameof(HostJsonEngine)} still do what it does.");
    }

    private static string Deployed(string file) => Path.Combine(AppContext.BaseDirectory, ".azurefunctions", file);

    private static string VersionOf(string file) => FileVersionInfo.GetVersionInfo(file).ProductVersion!;
}
