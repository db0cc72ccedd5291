using CarSearch.Functions.Searches;
using CarSearch.Searches;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TaskOrchestrationContext = Microsoft.DurableTask.TaskOrchestrationContext;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>
/// A history as the engine stored it, divided into episodes: the events of each, and the actions that the orchestration took on them.
/// <see cref="DurableEngine.HistoryAsync"/> returns one; the files contain no stack traces and an invented token.
/// </summary>
internal sealed class StoredHistory
{
    private readonly HistoryEvent[][] episodes;

    private StoredHistory(IEnumerable<HistoryEvent> events)
    {
        var all = events.ToArray();
        var ends = Enumerable.Range(0, all.Length).Where(at => all[at] is OrchestratorCompletedEvent).ToArray();
        episodes = [.. ends.Select((end, episode) => all[(episode == 0 ? 0 : ends[episode - 1] + 1)..(end + 1)])];
    }

    /// <summary>How many episodes there are.</summary>
    public int Episodes => episodes.Length;

    /// <summary>Reads a history of this folder's.</summary>
    public static StoredHistory Read(string name)
    {
        using var stream = typeof(StoredHistory).Assembly.GetManifestResourceStream(typeof(StoredHistory), $"Histories.{name}.json")!;
        using var reader = new StreamReader(stream);
        return new(JArray.Parse(reader.ReadToEnd()).Select(Event));

        static HistoryEvent Event(JToken json)
        {
            var kind = (EventType)json.Value<int>(nameof(HistoryEvent.EventType));
            var type = typeof(HistoryEvent).Assembly.GetType($"{typeof(HistoryEvent).Namespace}.{kind}Event", throwOnError: true)!;

            return (HistoryEvent)json.ToObject(type, JsonSerializer.Create(new() { DateTimeZoneHandling = DateTimeZoneHandling.Utc }))!;
        }
    }

    /// <summary>What the orchestration did in an episode, when the history was written.</summary>
    public string[] Recorded(int episode) => [.. episodes[episode].Select(WordOf).OfType<string>()];

    /// <summary>What an orchestration does in an episode, given the history up to there as after a redeployment.</summary>
    public string[] Replay(int episode, Func<TaskOrchestrationContext, SearchInput, Task<RunResult>> orchestration)
    {
        // The actions of earlier episodes are part of the history; those of this one are computed.
        var state = new OrchestrationRuntimeState([.. episodes[..episode].SelectMany(earlier => earlier)]);
        foreach (var happened in episodes[episode].Where(one => WordOf(one) is null && one is not OrchestratorCompletedEvent))
        {
            state.AddEvent(happened);
        }

        var options = new DurableTaskWorkerOptions { DataConverter = new JsonDataConverter(FunctionsJson.Options) };
        var shims = new DurableTaskShimFactory(options);
        var shim = shims.CreateOrchestration<SearchInput, RunResult>(
            nameof(SearchOrchestration), async (context, input) => await orchestration(context, input!));
        var executor = new TaskOrchestrationExecutor(
            state, shim, BehaviorOnContinueAsNew.Carryover, ErrorPropagationMode.UseFailureDetails);
        return [.. executor.Execute().Actions.Select(WordOf)];
    }

    private static string? WordOf(HistoryEvent one) => one switch
    {
        TaskScheduledEvent call => $"{call.EventId}: call {call.Name}",
        TimerCreatedEvent timer => $"{timer.EventId}: wait",
        ExecutionCompletedEvent end => $"{end.EventId}: {end.OrchestrationStatus} {end.Result}",
        _ => null,
    };

    private static string WordOf(OrchestratorAction action) => action switch
    {
        ScheduleTaskOrchestratorAction call => $"{call.Id}: call {call.Name}",
        CreateTimerOrchestratorAction timer => $"{timer.Id}: wait",
        OrchestrationCompleteOrchestratorAction end => $"{end.Id}: {end.OrchestrationStatus} {end.Result}",
        _ => action.OrchestratorActionType.ToString(),
    };
}
