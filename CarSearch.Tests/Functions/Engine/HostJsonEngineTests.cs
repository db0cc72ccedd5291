using System.Text.Json;
using CarSearch.Tests.Functions.Hosting;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>The settings of host.json, as the tests of the engine apply them.</summary>
public sealed class HostJsonEngineTests
{
    [Fact]
    public void The_engine_has_the_settings_of_host_json()
    {
        var settings = HostJsonEngine.Read(SettingFiles.HostJson.GetProperty("extensions").GetProperty("durableTask"));

        Assert.Equal("CarSearch", settings.TaskHubName);
        Assert.Equal((1000, 200), (settings.MaxConcurrentTaskActivityWorkItems, settings.MaxConcurrentTaskOrchestrationWorkItems));
        Assert.Equal((4, TimeSpan.FromSeconds(1)), (settings.PartitionCount, settings.MaxQueuePollingInterval));
        Assert.Equal(TimeSpan.FromMinutes(1), settings.ControlQueueVisibilityTimeout);
        Assert.Equal(TimeSpan.FromMinutes(1), settings.WorkItemQueueVisibilityTimeout);
        Assert.True(settings.ThrowExceptionOnInvalidDedupeStatus);
    }

    [Theory]
    [InlineData("""{ "extendedSessionsEnabled": true }""", "extendedSessionsEnabled")]
    [InlineData("""{ "storageProvider": { "useTablePartitionManagement": false } }""", "useTablePartitionManagement")]
    [InlineData("""{ "storageProvider": { "type": "mssql" } }""", "mssql")]
    [InlineData("""{ "tracing": { "colour": "blue" } }""", "colour")]
    public void A_setting_that_the_tests_do_not_apply_fails_them(string section, string named)
    {
        using var json = JsonDocument.Parse(section);

        var exception = Assert.Throws<NotSupportedException>(() => HostJsonEngine.Read(json.RootElement));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }
}
