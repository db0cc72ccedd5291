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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds((requests.Count / perSecond) + 60));
        var open = new List<HttpConnection>();
        var times = new (long Due, long Answered)[requests.Count];
        try
        {
            while (open.Count < connections)
            {
                open.Add(await HttpConnection.OpenAsync(port, stop.Token));
            }

            _begin = Stopwatch.GetTimestamp();
            var clock = Task.Factory.StartNew(
                () => Dispatch(requests.Count, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await Task.WhenAll([clock, .. open.Select(connection => Task.Run(() => WorkAsync(connection), stop.Token))]);
            return times;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"{requests.Count} requests at {perSecond} a second did not end in time.", e);
        }
        finally
        {
            open.ForEach(connection => connection.Dispose());
        }

        async Task WorkAsync(HttpConnection connection)
        {
            try
            {
                await foreach (var i in _due.Reader.ReadAllAsync(stop.Token))
                {
                    var answer = await connection.SendAsync(requests[i], stop.Token);
                    times[i] = (DueTicks(i), Stopwatch.GetTimestamp() - _begin);
                    check(i, answer);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await stop.CancelAsync();
                throw;
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
