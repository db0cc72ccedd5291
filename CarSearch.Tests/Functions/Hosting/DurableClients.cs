using CarSearch.Searches;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NSubstitute;
using NSubstitute.Core;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>Substitutes of the Durable client. Its overloads are virtual one by one: these name the ones that the host calls.</summary>
internal static class DurableClients
{
    public static DurableTaskClient New() => Substitute.For<DurableTaskClient>("substitute");

    /// <summary>From now on, looking for the search's orchestration gives this.</summary>
    public static DurableTaskClient Finds(this DurableTaskClient client, SearchToken token, Func<OrchestrationMetadata?> found)
    {
        client.GetInstanceAsync(token.Value, Arg.Any<bool>(), Arg.Any<CancellationToken>()).Returns(_ => Task.FromResult(found()));
        return client;
    }

    /// <summary>From now on, looking for any orchestration fails.</summary>
    public static DurableTaskClient FailsToFind(this DurableTaskClient client, Exception exception)
    {
        client.GetInstanceAsync(Arg.Any<string>(), Arg.Any<bool>(), Arg.Any<CancellationToken>())
            .Returns(Task.FromException<OrchestrationMetadata?>(exception));
        return client;
    }

    /// <summary>From now on, looking for any orchestration takes forever.</summary>
    public static void NeverFinds(this DurableTaskClient client) =>
        client.GetInstanceAsync(Arg.Any<string>(), Arg.Any<bool>(), Arg.Any<CancellationToken>())
            .Returns(call => NeverAsync<OrchestrationMetadata?>(call.Arg<CancellationToken>()));

    /// <summary>From now on, starting an orchestration does this.</summary>
    public static DurableTaskClient Starts(this DurableTaskClient client, Func<CallInfo, Task<string>> start)
    {
        client.ScheduleNewOrchestrationInstanceAsync(
            Arg.Any<TaskName>(), Arg.Any<object?>(), Arg.Any<StartOrchestrationOptions?>(), Arg.Any<CancellationToken>()).Returns(start);
        return client;
    }

    /// <summary>From now on, ending an orchestration does this.</summary>
    public static DurableTaskClient Terminates(this DurableTaskClient client, Func<CallInfo, Task> terminate)
    {
        client.TerminateInstanceAsync(Arg.Any<string>(), Arg.Any<TerminateInstanceOptions?>(), Arg.Any<CancellationToken>())
            .Returns(terminate);
        return client;
    }

    /// <summary>Gets the number of requests to terminate an orchestration, by any overload.</summary>
    public static int Terminations(this DurableTaskClient client) =>
        client.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(DurableTaskClient.TerminateInstanceAsync));

    /// <summary>An answer that never comes; the caller may give up.</summary>
    public static async Task<T> NeverAsync<T>(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        throw new InvalidOperationException("Never was.");
    }
}
