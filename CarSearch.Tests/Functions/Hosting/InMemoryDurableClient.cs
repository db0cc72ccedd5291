using System.Collections.Concurrent;
using System.Text.Json;
using CarSearch.Functions.Searches;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>
/// Durable Functions in this process: runs search orchestrations with their activities, their retries and the JSON that passes between
/// them, on a clock that only a test moves. What else a client can do, it does not.
/// </summary>
internal sealed class InMemoryDurableClient(Func<SearchActivities> activities, TimeProvider time, CancellationToken stopping)
    : DurableTaskClient("in-memory")
{
    private readonly ConcurrentDictionary<string, Instance> instances = [];

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        Assert.Equal(nameof(SearchOrchestration), orchestratorName.Name);
        var id = options?.InstanceId ?? throw new InvalidOperationException("A search's instance id is its token.");
        var instance = new Instance(JsonSerializer.Serialize(input, FunctionsJson.Options), time.GetUtcNow());
        if (instances.GetOrAdd(id, instance) != instance)
        {
            throw new InvalidOperationException($"An Orchestration instance with the ID {id} already exists.");
        }

        _ = Task.Run(() => RunAsync(id, instance), CancellationToken.None);
        return Task.FromResult(id);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(instances.TryGetValue(instanceId, out var instance)
            ? new OrchestrationMetadata(nameof(SearchOrchestration), instanceId)
            {
                RuntimeStatus = instance.Status,
                CreatedAt = instance.CreatedAt,
                LastUpdatedAt = instance.UpdatedAt,
                SerializedInput = getInputsAndOutputs ? instance.Input : null,
            }
            : null);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        // As the real one: the instance has ended, its activity goes on.
        Set(instances[instanceId], OrchestrationRuntimeStatus.Terminated);
        return Task.CompletedTask;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        throw new NotSupportedException();

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task RunAsync(string id, Instance instance)
    {
        Set(instance, OrchestrationRuntimeStatus.Running);
        try
        {
            var search = JsonSerializer.Deserialize<SearchInput>(instance.Input, FunctionsJson.Options)!;
            await SearchOrchestration.RunAsync(new Context(this, id), search);
            Set(instance, OrchestrationRuntimeStatus.Completed);
        }
        catch (TaskFailedException)
        {
            Set(instance, OrchestrationRuntimeStatus.Failed);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private void Set(Instance instance, OrchestrationRuntimeStatus status)
    {
        lock (instance)
        {
            if (instance.Status is OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running)
            {
                (instance.Status, instance.UpdatedAt) = (status, time.GetUtcNow());
            }
        }
    }

    private sealed class Instance(string input, DateTimeOffset now)
    {
        public string Input { get; } = input;

        public DateTimeOffset CreatedAt { get; } = now;

        public DateTimeOffset UpdatedAt { get; set; } = now;

        public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;
    }

    private sealed class Context(InMemoryDurableClient client, string instanceId) : TaskOrchestrationContext
    {
        public override TaskName Name => nameof(SearchOrchestration);

        public override string InstanceId => instanceId;

        public override ParentOrchestrationInstance? Parent => null;

        public override DateTime CurrentUtcDateTime => client.CurrentUtcDateTime;

        public override bool IsReplaying => false;

        protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

        public override T? GetInput<T>()
            where T : default => throw new NotSupportedException();

        public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
        {
            var policy = options?.Retry?.Policy;
            for (var tries = 1; ; tries++)
            {
                try
                {
                    var given = Copy<SearchInput>(input);
                    return Copy<TResult>(name.Name switch
                    {
                        nameof(SearchActivities.RunSearch) => await client.Activities.RunSearch(given, client.Stopping),
                        nameof(SearchActivities.RecordFailure) => await client.Activities.RecordFailure(given, client.Stopping),
                        _ => throw new NotSupportedException(name.Name),
                    });
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    if (tries >= (policy?.MaxNumberOfAttempts ?? 1))
                    {
                        throw new TaskFailedException(name.Name, 0, exception);
                    }

                    var pause = policy!.FirstRetryInterval * Math.Pow(policy.BackoffCoefficient, tries - 1);
                    await Task.Delay(pause, client.Time, client.Stopping);
                }
            }
        }

        public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

        public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

        public override Task<TResult> CallSubOrchestratorAsync<TResult>(
            TaskName orchestratorName, object? input = null, TaskOptions? options = null) => throw new NotSupportedException();

        public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
            throw new NotSupportedException();

        public override Guid NewGuid() => throw new NotSupportedException();

        private static T Copy<T>(object? value) =>
            JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, FunctionsJson.Options), FunctionsJson.Options)!;
    }

    private SearchActivities Activities => activities();

    private TimeProvider Time => time;

    private CancellationToken Stopping => stopping;

    private DateTime CurrentUtcDateTime => time.GetUtcNow().UtcDateTime;
}
