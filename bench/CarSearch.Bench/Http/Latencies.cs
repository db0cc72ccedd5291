using System.Diagnostics;

namespace CarSearch.Bench.Http;

/// <summary>How long each of many things took, in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly double[] _sorted;

    public Latencies(IEnumerable<double> milliseconds)
    {
        _sorted = [.. milliseconds.Order()];
        if (_sorted.Length == 0)
        {
            throw new BenchException("Nothing was measured.");
        }
    }

    public int Count => _sorted.Length;

    public double Median => Percentile(0.5);

    public double P99 => Percentile(0.99);

    public double Max => _sorted[^1];

    public static Latencies FromTicks(IEnumerable<long> ticks) => new(ticks.Select(one => one * 1_000.0 / Stopwatch.Frequency));

    /// <summary>The nearest rank: the smallest value that at least this part of all values does not exceed.</summary>
    private double Percentile(double part) => _sorted[Math.Clamp((int)Math.Ceiling(part * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}
