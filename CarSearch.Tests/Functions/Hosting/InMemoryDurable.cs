using System.Collections.Concurrent;
using System.Text.Json;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NSubstitute;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>
/// Durable Functions in this process: runs search orchestrations with their activities, their retries and the JSON that passes between
/// them, on a clock that only a test moves.
/// </summary>
internal sealed class InMemoryDurable(Func<SearchActivities> activities, TimeProvider time, CancellationToken stopping)
{
    private readonly ConcurrentDictionary<string, Instance> instances = [];

    /// <summary>Creates a client for what the host calls.</summary>
    public DurableTaskClient CreateClient()
    {
        var client = DurableClients.New()
            .Starts(call =>
            {
                Assert.Equal(nameof(SearchOrchestration), call.Arg<TaskName>().Name);
                return Start(call.Arg<StartOrchestrationOptions>().InstanceId!, call.ArgAt<object>(1));
            })
            .Terminates(call =>
            {
                // As the real one: the instance has ended, its activity goes on.
                Set(instances[call.Arg<string>()], OrchestrationRuntimeStatus.Terminated);
                return Task.CompletedTask;
            });
        client.GetInstanceAsync(Arg.Any<string>(), Arg.Any<bool>(), Arg.Any<CancellationToken>())
            .Returns(call => Task.FromResult(Find(call.Arg<string>())));
        return client;
    }

    private Task<string> Start(string id, object input)
    {
        var instance = new Instance(JsonSerializer.Serialize(input, FunctionsJson.Options), time.GetUtcNow());
        if (instances.GetOrAdd(id, instance) != instance)
        {
            throw new InvalidOperationException($"An Orchestration instance with the ID {id} already exists.");
        }

        _ = Task.Run(() => RunAsync(instance), CancellationToken.None);
        return Task.FromResult(id);
    }

    private OrchestrationMetadata? Find(string id) => !instances.TryGetValue(id, out var instance) ? null
        : new(nameof(SearchOrchestration), id)
        {
            RuntimeStatus = instance.Status,
            CreatedAt = instance.CreatedAt,
            LastUpdatedAt = instance.UpdatedAt,
            SerializedInput = instance.Input,
        };

    private async Task RunAsync(Instance instance)
    {
        Set(instance, OrchestrationRuntimeStatus.Running);
        var context = Substitute.For<TaskOrchestrationContext>();
        context.CallActivityAsync<RunResult>(Arg.Any<TaskName>(), Arg.Any<object?>(), Arg.Any<TaskOptions?>())
            .Returns(call => CallActivityAsync(call.Arg<TaskName>().Name, call.ArgAt<object>(1), call.Arg<TaskOptions>().Retry!.Policy!));
        try
        {
            await SearchOrchestration.RunAsync(context, JsonSerializer.Deserialize<SearchInput>(instance.Input, FunctionsJson.Options)!);
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

    private async Task<RunResult> CallActivityAsync(string name, object input, RetryPolicy policy)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var given = Copy<SearchInput>(input);
                return Copy<RunResult>(name switch
                {
                    nameof(SearchActivities.RunSearch) => await activities().RunSearch(given, stopping),
                    nameof(SearchActivities.RecordFailure) => await activities().RecordFailure(given, stopping),
                    _ => throw new NotSupportedException(name),
                });
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (tries >= policy.MaxNumberOfAttempts)
                {
                    throw new TaskFailedException(name, 0, exception);
                }

                await Task.Delay(policy.FirstRetryInterval * Math.Pow(policy.BackoffCoefficient, tries - 1), time, stopping);
            }
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

    private static T Copy<T>(object value) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, FunctionsJson.Options), FunctionsJson.Options)!;

    private sealed class Instance(string input, DateTimeOffset now)
    {
        public string Input { get; } = input;

        public DateTimeOffset CreatedAt { get; } = now;

        public DateTimeOffset UpdatedAt { get; set; } = now;

        public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;
    }
}
