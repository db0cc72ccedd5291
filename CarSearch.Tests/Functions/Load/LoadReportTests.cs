using CarSearch.Functions.Load;

namespace CarSearch.Tests.Functions.Load;

/// <summary>Load reports as metadata of a blob.</summary>
public sealed class LoadReportTests
{
    private static readonly LoadReport Report = new(
        new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero),
        1_000,
        17,
        12.5,
        new(2026, 11, 23, 16, 59, 59, 123, TimeSpan.Zero),
        0.25,
        3.4,
        2_000);

    [Fact]
    public void A_report_is_read_as_it_was_written() => Assert.Equal(Report, LoadReport.Parse(Report.ToMetadata()));

    [Fact]
    public void An_instance_that_has_started_nothing_reports_so()
    {
        var report = Report with { StartedUpTo = null, Capacity = 0 };
        Assert.Equal(report, LoadReport.Parse(report.ToMetadata()));
    }

    [Fact]
    public void The_case_of_names_does_not_matter()
    {
        var metadata = Report.ToMetadata().ToDictionary(entry => entry.Key.ToLowerInvariant(), entry => entry.Value);
        Assert.Equal(Report, LoadReport.Parse(metadata));
    }

    [Theory]
    [InlineData("At")]
    [InlineData("Capacity")]
    [InlineData("Running")]
    [InlineData("RunSeconds")]
    [InlineData("MaxWaitSeconds")]
    [InlineData("StartsPerSecond")]
    [InlineData("Waiting")]
    public void An_incomplete_or_damaged_report_is_none(string name)
    {
        foreach (var wrong in new[] { "-1", "NaN", "1e300", "yesterday", "99999999999" })
        {
            var damaged = Report.ToMetadata();
            damaged[name] = wrong;
            Assert.Null(LoadReport.Parse(damaged));
        }

        var incomplete = Report.ToMetadata();
        incomplete.Remove(name);
        Assert.Null(LoadReport.Parse(incomplete));
    }
}
