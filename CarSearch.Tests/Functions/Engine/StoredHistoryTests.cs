using CarSearch.Functions.Searches;
using CarSearch.Searches;
using Microsoft.DurableTask;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>
/// Replays the orchestration on histories of each phase in which a redeployment may interrupt a search. A failure means that searches in
/// progress would fail: leave the orchestration unchanged and add another one, as described at <see cref="SearchOrchestration"/>. Do not
/// record the histories again while that function keeps its name.
/// </summary>
public sealed class StoredHistoryTests
{
    /// <summary>Every episode of every history.</summary>
    public static TheoryData<string, int> Phases
    {
        get
        {
            var phases = new TheoryData<string, int>();
            foreach (var name in new[] { "three-tries", "overtaken" })
            {
                for (var episode = 0; episode < StoredHistory.Read(name).Episodes; episode++)
                {
                    phases.Add(name, episode);
                }
            }

            return phases;
        }
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public void A_search_in_flight_goes_on_as_the_code_that_began_it_would_have(string name, int episode)
    {
        var history = StoredHistory.Read(name);

        Assert.NotEmpty(history.Recorded(episode));
        Assert.Equal(history.Recorded(episode), history.Replay(episode, SearchOrchestration.RunAsync));
    }

    [Fact]
    public void The_histories_go_through_every_call_of_the_orchestration()
    {
        var done = Phases
            .SelectMany(phase => StoredHistory.Read((string)phase[0]).Recorded((int)phase[1]))
            .ToArray();

        Assert.Equal(
            [
                "0: call RunSearch", "1: wait", "2: call RunSearch", "3: wait", "4: call RunSearch", "5: wait", "6: call RecordFailure",
                """7: Completed {"status":"Failed","suppliers":0,"offers":0}""",
                "0: call RunSearch", "1: wait", "2: call RunSearch",
                """3: Completed {"status":"Succeeded","suppliers":1,"offers":1}""",
            ],
            done);
    }

    [Fact]
    public void Code_that_calls_something_else_is_found_out()
    {
        var history = StoredHistory.Read("three-tries");

        Assert.Equal(["0: wait"], history.Replay(0, ChangedAsync));
        Assert.All(
            Enumerable.Range(1, history.Episodes - 1),
            episode => Assert.Contains(
                ": Failed Non-Deterministic", history.Replay(episode, ChangedAsync)[^1], StringComparison.OrdinalIgnoreCase));

        static async Task<RunResult> ChangedAsync(TaskOrchestrationContext context, SearchInput search)
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return await SearchOrchestration.RunAsync(context, search);
        }
    }
}
