using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>
/// Orchestration and activities together on the engine's own test host: histories, replay, durable timers and the JSON between them are
/// real. Its clock is real too, so its searches run once, and the tests look at what became of them.
/// </summary>
public sealed class EngineTests(EngineTests.Engine engine) : IClassFixture<EngineTests.Engine>
{
    [Fact]
    public void A_search_runs_to_its_end()
    {
        var (search, ended) = engine.Of("prompt");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("""{"status":"Succeeded","suppliers":1,"offers":2}""", ended.SerializedOutput);
        Assert.Equal(["RunSearch"], engine.Calls(search));
        Assert.Equal((SearchStatus.Succeeded, 1), (engine.Record(search).Status, engine.Record(search).Attempt));
    }

    [Fact]
    public void An_activity_that_failed_is_tried_again()
    {
        var (search, ended) = engine.Of("second try");

        Assert.Equal("""{"status":"Succeeded","suppliers":1,"offers":2}""", ended.SerializedOutput);
        Assert.Equal(["RunSearch", "RunSearch"], engine.Calls(search));
        Assert.Equal(SearchStatus.Succeeded, engine.Record(search).Status);
    }

    [Fact]
    public void When_three_tries_have_failed_so_has_the_search()
    {
        var (search, ended) = engine.Of("hopeless");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("""{"status":"Failed","suppliers":0,"offers":0}""", ended.SerializedOutput);
        Assert.Equal(["RunSearch", "RunSearch", "RunSearch", "RecordFailure"], engine.Calls(search));
        Assert.Equal((SearchStatus.Failed, "AttemptsExhausted"), (engine.Record(search).Status, engine.Record(search).Error?.Code));
    }

    [Fact]
    public void A_replay_runs_no_activity_again()
    {
        var (search, _) = engine.Of("hopeless");

        // Each result and each timer begins an episode, which goes through the whole history again.
        Assert.True(engine.Episodes(search) > 4, $"{engine.Episodes(search)} episodes are too few to have replayed anything.");
        Assert.Equal(4, engine.Calls(search).Length);
    }

    [Fact]
    public void The_input_comes_back_as_the_search()
    {
        var (search, ended) = engine.Of("prompt");

        Assert.True(SearchInput.TryParse(ended.SerializedInput, out var read));
        Assert.Equal((search.Token, search.RequestedAt), (read.Token, read.RequestedAt));
        Assert.Equal(search.Request.PickUp.At, read.Request.PickUp.At);
    }

    [Fact]
    public void What_the_engine_logs_names_no_token()
    {
        // It says who starts, ends and fails, each with its instance id, and is not listened to.
        Assert.NotEmpty(engine.Log);
        Assert.All(["prompt", "second try", "hopeless"], name =>
            Assert.DoesNotContain(engine.Log, line => line.Contains(engine.Of(name).Search.Token.Value, StringComparison.Ordinal)));
    }

    /// <summary>Three searches that have been run to their ends.</summary>
    public sealed class Engine : IAsyncLifetime, IDisposable
    {
        private static readonly Dictionary<string, int> Failures = new() { ["prompt"] = 0, ["second try"] = 1, ["hopeless"] = 3 };

        private readonly DurableHost host = new(new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1"), TestOffers.Offer("a2")));
        private readonly ConcurrentQueue<(SearchToken Search, string Activity)> calls = [];
        private readonly ConcurrentDictionary<SearchToken, int> episodes = [];
        private readonly Dictionary<string, AcceptedSearch> searches = Failures.ToDictionary(one => one.Key, _ => SampleSearches.New());
        private readonly Dictionary<string, OrchestrationMetadata> ended = [];

        /// <summary>What was logged until the last search had ended.</summary>
        public IReadOnlyCollection<string> Log { get; private set; } = [];

        public async Task InitializeAsync()
        {
            await using var engine = await DurableTaskTestHost.StartAsync(Register, new()
            {
                Port = FreePort(),
                ConfigureServices = UseOurJson,
                LoggerFactory = host.Services.GetRequiredService<ILoggerFactory>(),
            });
            foreach (var (name, search) in searches)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
                var id = search.Token.Value;
                await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                    nameof(SearchOrchestration), SearchInput.From(search), new StartOrchestrationOptions(id), limit.Token);
                ended[name] = await engine.Client.WaitForInstanceCompletionAsync(id, true, limit.Token);
            }

            Log = [.. host.Log.All];
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => host.Dispose();

        internal (AcceptedSearch Search, OrchestrationMetadata Ended) Of(string name) => (searches[name], ended[name]);

        internal string[] Calls(AcceptedSearch search) =>
            [.. calls.Where(call => call.Search == search.Token).Select(call => call.Activity)];

        internal int Episodes(AcceptedSearch search) => episodes[search.Token];

        internal SearchRecord Record(AcceptedSearch search) => host.Blobs.Find(search.Token)!;

        /// <summary>As the Functions worker has it.</summary>
        private static void UseOurJson(IServiceCollection services)
        {
            var converter = new JsonDataConverter(FunctionsJson.Options);
            services.ConfigureAll<DurableTaskWorkerOptions>(worker => worker.DataConverter = converter);
            services.ConfigureAll<DurableTaskClientOptions>(client => client.DataConverter = converter);
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private void Register(DurableTaskRegistry registry)
        {
            registry.AddOrchestratorFunc<SearchInput, RunResult>(nameof(SearchOrchestration), (context, input) =>
            {
                episodes.AddOrUpdate(input.ToSearch().Token, 1, static (_, count) => count + 1);
                return SearchOrchestration.RunAsync(context, input);
            });
            registry.AddActivityFunc<SearchInput, RunResult>(nameof(SearchActivities.RunSearch), (_, input) =>
            {
                var earlier = Call(nameof(SearchActivities.RunSearch), input);
                return earlier < Failures[searches.Single(one => one.Value.Token == input.ToSearch().Token).Key]
                    ? throw new StoreUnavailableException("The store can't be reached.")
                    : host.Activities.RunSearch(input, CancellationToken.None);
            });
            registry.AddActivityFunc<SearchInput, RunResult>(nameof(SearchActivities.RecordFailure), (_, input) =>
            {
                Call(nameof(SearchActivities.RecordFailure), input);
                return host.Activities.RecordFailure(input, CancellationToken.None);
            });
        }

        /// <summary>Notes a call, and says how many of the search there were before.</summary>
        private int Call(string activity, SearchInput input)
        {
            var earlier = Calls(input.ToSearch()).Length;
            calls.Enqueue((input.ToSearch().Token, activity));
            return earlier;
        }
    }
}
