using System.Collections.Concurrent;
using System.Globalization;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>
/// One instance of the Function App on the engine that it is deployed on: the Azure Storage provider of the Durable Task Framework, on the
/// emulator, with the settings of host.json; the app's orchestration, activities and services; and the client that a trigger binds. Several
/// can share a task hub and a container of records, in this process or others.
/// </summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<(SearchToken Search, string Activity)> calls = [];
    private readonly ConcurrentQueue<string> begun = [];
    private readonly AzureStorageOrchestrationService service;
    private readonly TaskHubWorker worker;
    private EngineClient? client;
    private bool isWorking;

    public DurableEngine(EngineSetup setup, params ISupplier[] suppliers)
    {
        Setup = setup;
        Process = new(suppliers)
        {
            Time = TimeProvider.System,
            ContainerName = setup.Container,
            Account = setup.Account,
            Settings =
            {
                ["AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions"] =
                    setup.MaxActivities?.ToString(CultureInfo.InvariantCulture),
            },
        };
        service = new(EngineSettings.Create(setup, Storage, Process.Log));
        worker = new(service, logger(Process.Log)) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        Register();

        static ILoggerFactory logger(ILoggerProvider log) =>
            LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
    }

    /// <summary>How the task hub is shared.</summary>
    public EngineSetup Setup { get; }

    /// <summary>The app's services.</summary>
    public CloudProcess Process { get; }

    /// <summary>What passes between the engine and its storage; for records that is <see cref="CloudProcess.Wire"/>.</summary>
    public BlobWire Storage { get; } = new();

    /// <summary>Called before each activity with its name and how often it has begun for that search, this time included.</summary>
    public Func<string, int, Task> BeforeActivity { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>The client that a trigger binds.</summary>
    public DurableTaskClient Client => client!.Durable;

    /// <summary>The app's port to its orchestrations.</summary>
    public ISearchOrchestrator Orchestrator => Process.Get<SearchPorts>().Orchestrator(Client);

    /// <summary>A search that is accepted now, as the engine's clock is real.</summary>
    public static AcceptedSearch NewSearch() => new(SearchToken.New(), DateTimeOffset.UtcNow, SampleRequests.Weekend);

    /// <summary>Starts an instance that serves clients and works.</summary>
    public static async Task<DurableEngine> StartAsync(params ISupplier[] suppliers) =>
        await new DurableEngine(new(), suppliers).StartAsync();

    /// <summary>Starts to serve clients and to work.</summary>
    public async Task<DurableEngine> StartAsync()
    {
        await ServeAsync();
        await WorkAsync();
        return this;
    }

    /// <summary>Starts to serve clients.</summary>
    public async Task<DurableEngine> ServeAsync()
    {
        await service.CreateIfNotExistsAsync();
        client = await EngineClient.StartAsync(service);
        return this;
    }

    /// <summary>Starts to run orchestrations and activities.</summary>
    public async Task WorkAsync()
    {
        await worker.StartAsync();
        isWorking = true;
    }

    /// <summary>Stops as an instance that is replaced: activities are canceled, and what they worked on goes back to its queue.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        if (isWorking)
        {
            isWorking = false;
            await worker.StopAsync(isForced: false);
        }
    }

    /// <summary>Waits for an instance's end. The server waits for nobody, as it also serves clients whose instance never ends.</summary>
    public async Task<OrchestrationMetadata> EndOfAsync(SearchToken token)
    {
        OrchestrationMetadata? found = null;
        await Eventually.TrueAsync(
            async () => (found = await Client.GetInstanceAsync(token.Value, getInputsAndOutputs: true)) is { IsCompleted: true },
            () => $"The orchestration has not ended: {found?.RuntimeStatus.ToString() ?? "there is none"}.");
        return found!;
    }

    /// <summary>Waits until a search's record is as it should be.</summary>
    public async Task<SearchRecord> RecordAsync(SearchToken token, Func<SearchRecord, bool>? isSo = null)
    {
        SearchRecord? found = null;
        await Eventually.TrueAsync(
            async () => (found = (await Process.Store.ReadAsync(token, default))?.Record) is { } record && (isSo is null || isSo(record)),
            () => $"The record is not as it should be: {found?.Status.ToString() ?? "there is none"}, attempt {found?.Attempt}.");
        return found!;
    }

    /// <summary>The activities that this instance has begun for a search, in order.</summary>
    public string[] Calls(SearchToken token) => [.. calls.Where(call => call.Search == token).Select(call => call.Activity)];

    /// <summary>The activities that this instance has begun, of whichever search.</summary>
    public IReadOnlyCollection<string> AllCalls => begun;

    /// <summary>An instance's history as it is stored.</summary>
    public Task<string> HistoryAsync(SearchToken token) => service.GetOrchestrationHistoryAsync(token.Value, executionId: null);

    public async ValueTask DisposeAsync()
    {
        // Nobody looks at this hub again, so work in flight is not waited for.
        await stopping.CancelAsync();
        Storage.Mend();
        if (isWorking)
        {
            await worker.StopAsync(isForced: true);
        }

        if (client is not null)
        {
            await client.DisposeAsync();
        }

        worker.Dispose();
        Process.Dispose();
        Storage.Dispose();
        stopping.Dispose();
    }

    /// <summary>Registers what the Functions worker finds by its attributes, with the JSON that the app sets.</summary>
    private void Register()
    {
        var options = new DurableTaskWorkerOptions { DataConverter = new JsonDataConverter(FunctionsJson.Options) };
        var shims = new DurableTaskShimFactory(options);
        const string Name = nameof(SearchOrchestration);
        worker.AddTaskOrchestrations(new Creator<TaskOrchestration>(Name, () =>
            shims.CreateOrchestration<SearchInput, RunResult>(Name, async (context, input) =>
                await SearchOrchestration.RunAsync(context, input!))));
        Add(nameof(SearchActivities.RunSearch), (input, stop) => Process.Activities.RunSearch(input, stop));
        Add(nameof(SearchActivities.RecordFailure), (input, stop) => Process.Activities.RecordFailure(input, stop));

        void Add(string name, Func<SearchInput, CancellationToken, Task<RunResult>> activity) =>
            worker.AddTaskActivities(new Creator<TaskActivity>(name, () =>
                shims.CreateActivity<SearchInput, RunResult>(name, async (_, input) => await CallAsync(name, input!, activity))));
    }

    private async Task<RunResult> CallAsync(string name, SearchInput input, Func<SearchInput, CancellationToken, Task<RunResult>> activity)
    {
        begun.Enqueue(name);
        var token = input.ToSearch().Token;
        calls.Enqueue((token, name));
        try
        {
            await BeforeActivity(name, Calls(token).Count(call => call == name));
            return await activity(input, stopping.Token);
        }
        catch (Exception exception) when (stopping.IsCancellationRequested)
        {
            // As the Functions host does: what fails while it stops has not failed, it is done again elsewhere.
            throw new SessionAbortedException("The host is shutting down.", exception);
        }
    }

    private sealed class Creator<T> : ObjectCreator<T>
    {
        private readonly Func<T> create;

        public Creator(string name, Func<T> create) => (Name, Version, this.create) = (name, string.Empty, create);

        public override T Create() => create();
    }
}
