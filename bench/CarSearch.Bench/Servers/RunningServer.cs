using System.Diagnostics;

namespace CarSearch.Bench.Servers;

/// <summary>A server that somebody else has started, and that goes on when the benchmark ends: a Functions host with its worker.</summary>
internal sealed class RunningServer : IMeasuredServer, IDisposable
{
    private const int Samples = 10;

    private readonly Process[] _processes;

    private RunningServer(int port, Process[] processes)
    {
        Port = port;
        _processes = processes;
    }

    public int Port { get; }

    public TimeSpan ProcessorTime => TimeSpan.FromTicks(_processes.Sum(process =>
    {
        process.Refresh();
        return process.TotalProcessorTime.Ticks;
    }));

    public long ResidentBytes => _processes.Sum(process =>
    {
        process.Refresh();
        return process.WorkingSet64;
    });

    /// <summary>A Functions host polls its queues, so it is never quite idle.</summary>
    public TimeSpan IdleProcessorTime { get; private set; }

    /// <summary>Measures what the processes take while nobody uses them.</summary>
    public static async Task<RunningServer> AttachAsync(int port, IEnumerable<int> processes, CancellationToken cancellationToken)
    {
        var server = new RunningServer(port, [.. processes.Select(Find)]);
        var max = TimeSpan.Zero;
        for (var i = 0; i < Samples; i++)
        {
            var before = server.ProcessorTime;
            await Task.Delay(500, cancellationToken);
            max = TimeSpan.FromTicks(Math.Max(max.Ticks, (server.ProcessorTime - before).Ticks));
        }

        server.IdleProcessorTime = max + TimeSpan.FromMilliseconds(20);
        return server;
    }

    public void Dispose() => Array.ForEach(_processes, process => process.Dispose());

    private static Process Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            throw new BenchException($"There is no process {id}.");
        }
    }
}
