namespace CarSearch.Bench.Reports;

/// <summary>A row of the table. Cells are Markdown; an empty one has nothing to say. Without a goal it is neither met nor missed.</summary>
internal sealed record Figure(string Name, string Bare, string CarSearch, string Ratio, string Goal, bool? Met)
{
    /// <summary>A figure of CarSearch alone.</summary>
    public static Figure Of(string name, string value, string goal = "", bool? met = null) => new(name, "", value, "", goal, met);

    /// <summary>The medians of both, and their ratio in each round, with a mark if there is a limit.</summary>
    public static Figure Compare(
        string name, IReadOnlyList<double> bare, IReadOnlyList<double> carSearch, string unit, double? min = null, double? max = null)
    {
        var ratio = Spread.Of(carSearch.Zip(bare, (one, other) => one / other));
        var goal = min is null ? max is null ? "" : $"≤ {max:0.00}" : $"≥ {min:0.00}";
        bool? met = goal.Length == 0 ? null : !(ratio.Median < min || ratio.Median > max);
        return new(
            name, $"{Spread.Of(bare).Median:N0}{unit}", $"{Spread.Of(carSearch).Median:N0}{unit}", ratio.ToString(), goal, met);
    }
}

/// <summary>The median of some rounds' ratios, and how far they lie apart.</summary>
internal sealed record Spread(double Median, double Low, double High)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return new Spread(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }

    public override string ToString() => $"{Median:0.00} ({Low:0.00}–{High:0.00})";
}
