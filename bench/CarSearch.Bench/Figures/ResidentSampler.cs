using System.Collections.Concurrent;
using System.Diagnostics;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Figures;

/// <summary>Looks at a server's memory and processor time once a second until it is disposed.</summary>
internal sealed class ResidentSampler : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Sample> _samples = new();
    private readonly Task _sampling;

    public ResidentSampler(MeasuredServer server) => _sampling = Task.Run(() => SampleAsync(server));

    /// <summary>The most resident memory seen, in bytes.</summary>
    public long MaxBytes => _samples.Max(sample => sample.Bytes);

    /// <summary>How many processors the server kept busy between two times of the stopwatch, on average.</summary>
    public double Processors(long begin, long end)
    {
        var within = _samples.Where(sample => sample.Ticks >= begin && sample.Ticks <= end).ToList();
        return within.Count < 2
            ? double.NaN
            : (within[^1].ProcessorTime - within[0].ProcessorTime) / Stopwatch.GetElapsedTime(within[0].Ticks, within[^1].Ticks);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sampling;
        _stop.Dispose();
    }

    private async Task SampleAsync(MeasuredServer server)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            do
            {
                _samples.Enqueue(new(Stopwatch.GetTimestamp(), server.ResidentBytes, server.ProcessorTime));
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private sealed record Sample(long Ticks, long Bytes, TimeSpan ProcessorTime);
}
