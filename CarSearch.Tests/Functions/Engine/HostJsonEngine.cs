using System.Globalization;
using System.Text.Json;
using DurableTask.AzureStorage;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>
/// The engine's settings as the Functions host creates them from the section <c>durableTask</c> of host.json. An unknown property throws,
/// so that the tests of the engine use the deployed settings, or fail.
/// </summary>
internal static class HostJsonEngine
{
    /// <summary>Makes the settings. The account is left to the caller, as it is to app settings.</summary>
    /// <param name="durableTask">The section <c>extensions.durableTask</c>.</param>
    /// <exception cref="NotSupportedException">The section has a property, or a value, that is not known here.</exception>
    public static AzureStorageOrchestrationServiceSettings Read(JsonElement durableTask)
    {
        // What the host sets whatever host.json says, for an isolated worker.
        var settings = new AzureStorageOrchestrationServiceSettings
        {
            ThrowExceptionOnInvalidDedupeStatus = true,
            UseSeparateQueueForEntityWorkItems = true,
            ControlQueueBufferThreshold = 256,
        };
        foreach (var property in durableTask.EnumerateObject())
        {
            var value = property.Value;
            switch (property.Name)
            {
                case "hubName":
                    settings.TaskHubName = value.GetString()!;
                    break;
                case "maxConcurrentActivityFunctions":
                    settings.MaxConcurrentTaskActivityWorkItems = value.GetInt32();
                    break;
                case "maxConcurrentOrchestratorFunctions":
                    settings.MaxConcurrentTaskOrchestrationWorkItems = value.GetInt32();
                    break;
                case "storageProvider":
                    ReadProvider(settings, value);
                    break;
                case "tracing":
                    CheckTracing(value);
                    break;
                default:
                    throw Unknown(property);
            }
        }

        return settings;
    }

    private static void ReadProvider(AzureStorageOrchestrationServiceSettings settings, JsonElement provider)
    {
        foreach (var property in provider.EnumerateObject())
        {
            var value = property.Value;
            switch (property.Name)
            {
                case "type" when value.ValueEquals("azureStorage"):
                    break;
                case "partitionCount":
                    settings.PartitionCount = value.GetInt32();
                    break;
                case "maxQueuePollingInterval":
                    settings.MaxQueuePollingInterval = Span(value);
                    break;
                case "controlQueueVisibilityTimeout":
                    settings.ControlQueueVisibilityTimeout = Span(value);
                    break;
                case "workItemQueueVisibilityTimeout":
                    settings.WorkItemQueueVisibilityTimeout = Span(value);
                    break;
                default:
                    throw Unknown(property);
            }
        }
    }

    /// <summary>Tracing is done by the host, around the engine.</summary>
    private static void CheckTracing(JsonElement tracing)
    {
        string[] known = ["distributedTracingEnabled", "version", "traceInputsAndOutputs", "traceReplayEvents"];
        foreach (var property in tracing.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            throw Unknown(property);
        }
    }

    private static TimeSpan Span(JsonElement value) => TimeSpan.Parse(value.GetString()!, CultureInfo.InvariantCulture);

    private static NotSupportedException Unknown(JsonProperty property) => new(
        $"host.json has {property} under durableTask, which the tests of the engine do not apply. Add it to {nameof(HostJsonEngine)}.");
}
