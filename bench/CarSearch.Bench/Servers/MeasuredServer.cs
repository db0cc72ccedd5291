using System.Diagnostics;

namespace CarSearch.Bench.Servers;

/// <summary>A server whose processes run on this machine.</summary>
internal class MeasuredServer(int port, params Process[] processes)
{
    /// <summary>The port that it listens on, on 127.0.0.1.</summary>
    public int Port => port;

    /// <summary>The processor time so far, of all threads, to 10 ms.</summary>
    public TimeSpan ProcessorTime => TimeSpan.FromTicks(Sum(process => process.TotalProcessorTime.Ticks));

    /// <summary>The resident memory now, in bytes.</summary>
    public long ResidentBytes => Sum(process => process.WorkingSet64);

    /// <summary>The maximum resident memory so far, in bytes, as the kernel keeps it.</summary>
    public long PeakResidentBytes => Sum(process => process.PeakWorkingSet64);

    /// <summary>The processor time that it may take in half a second while it does nothing.</summary>
    public TimeSpan IdleProcessorTime { get; private set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Attaches to a server that runs already: a Functions host with its worker. It polls its queues, so what it takes while nobody uses
    /// it is measured.
    /// </summary>
    public static async Task<MeasuredServer> AttachAsync(int port, IEnumerable<int> processes, CancellationToken cancellationToken)
    {
        var server = new MeasuredServer(port, [.. processes.Select(Process.GetProcessById)]);
        var max = TimeSpan.Zero;
        for (var i = 0; i < 10; i++)
        {
            var before = server.ProcessorTime;
            await Task.Delay(500, cancellationToken);
            max = TimeSpan.FromTicks(Math.Max(max.Ticks, (server.ProcessorTime - before).Ticks));
        }

        server.IdleProcessorTime += max;
        return server;
    }

    private long Sum(Func<Process, long> read) => processes.Sum(process =>
    {
        process.Refresh();
        return read(process);
    });
}
