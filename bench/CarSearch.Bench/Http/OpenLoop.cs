using System.Diagnostics;
using System.Threading.Channels;

namespace CarSearch.Bench.Http;

/// <summary>Load at a fixed rate, whether or not the server keeps up.</summary>
internal sealed class OpenLoop(int port, int connections, double perSecond)
{
    private readonly Channel<int> _due = Channel.CreateUnbounded<int>();
    private long _begin;

    /// <summary>Sends every request at its time. From there its latency counts: a queue here is the server's.</summary>
    /// <returns>For each request, ticks from the start: when it was due, and when its answer was there.</returns>
    public async Task<(long Due, long Answered)[]> RunAsync(
        IReadOnlyList<byte[]> requests, Action<int, HttpAnswer> check, CancellationToken cancellationToken)
    {
        var times = new (long Due, long Answered)[requests.Count];
        var limit = TimeSpan.FromSeconds((requests.Count / perSecond) + 60);
        await ConnectionGroup.RunAsync(port, connections, limit, WorkAsync, cancellationToken, DispatchAsync);
        return times;

        Task DispatchAsync(CancellationToken stop)
        {
            _begin = Stopwatch.GetTimestamp();
            return Task.Factory.StartNew(
                () => Dispatch(requests.Count, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        async Task WorkAsync(HttpConnection connection, CancellationToken stop)
        {
            await foreach (var i in _due.Reader.ReadAllAsync(stop))
            {
                var answer = await connection.SendAsync(requests[i], stop);
                times[i] = (DueTicks(i), Stopwatch.GetTimestamp() - _begin);
                check(i, answer);
            }
        }
    }

    private long DueTicks(int index) => (long)(index / perSecond * Stopwatch.Frequency);

    private void Dispatch(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            while (Stopwatch.GetTimestamp() - _begin < DueTicks(i))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Thread.Sleep(1);
            }

            _due.Writer.TryWrite(i);
        }

        _due.Writer.Complete();
    }
}
