using System.Diagnostics;
using System.Runtime.InteropServices;
using CarSearch.Bench.Http;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Reports;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>One paragraph of Markdown.</summary>
    public static async Task<string> DescribeAsync(string root, CancellationToken cancellationToken)
    {
        var model = Field("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString();
        var memory = long.Parse((Field("/proc/meminfo", "MemTotal", ':') ?? "0").Split(' ')[0], null) / 1024.0 / 1024.0;
        var system = Field("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription;
        var commit = await CommitAsync(root, cancellationToken);
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return $"{Environment.ProcessorCount} cores ({model}), {memory:0.0} GiB, {system}, .NET {Environment.Version}, " +
            $"an fsync of 4 KiB takes {FsyncMicroseconds():N0} µs; load before the run {load}; commit {commit}; " +
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}.";
    }

    private static async Task<string> CommitAsync(string root, CancellationToken cancellationToken)
    {
        try
        {
            string[] describe = ["-C", root, "describe", "--always", "--dirty", "--exclude", "*"];
            return (await Command.RunAsync("git", describe, cancellationToken)).Trim();
        }
        catch (Exception e) when (e is BenchException or System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }

    private static string? Field(string file, string name, char separator) =>
        File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim()
            : null;

    // What a durable write costs here at the least: it explains much of what a POST costs.
    private static double FsyncMicroseconds()
    {
        var path = Path.Combine(Path.GetTempPath(), $"carsearch-bench-{Environment.ProcessId}.tmp");
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var block = new byte[4096];
        var ticks = new long[100];
        for (var i = 0; i < ticks.Length; i++)
        {
            file.Write(block);
            var begin = Stopwatch.GetTimestamp();
            file.Flush(flushToDisk: true);
            ticks[i] = Stopwatch.GetTimestamp() - begin;
        }

        return Latencies.FromTicks(ticks).Median * 1_000;
    }
}
