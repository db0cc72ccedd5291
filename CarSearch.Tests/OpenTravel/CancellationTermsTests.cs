using static CarSearch.Tests.OpenTravel.TermsMessages;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The steps of a cancellation, which brokers list as coverages.</summary>
public sealed class CancellationTermsTests
{
    [Theory]
    [InlineData("2026-11-01_2026-12-02", "0.00", true, "until 2026-12-02T00:00")]
    [InlineData("2026-11-01T14:43:42_2026-12-02T09:00:00", "0.00", true, "until 2026-12-02T09:00")]
    [InlineData("2026-12-02_2026-12-04", "40.00", false, "fee 40 EUR")]
    [InlineData("2026-13-02_2026-12-04", "0.00", null, "-")]
    [InlineData("always", "0.00", null, "-")]
    [InlineData("2026-11-01_2026-12-02", "free", null, "-")]
    public async Task A_step_of_a_cancellation(string period, string amount, bool? isFree, string expected)
    {
        var step = $"""<PricedCoverage><Coverage CoverageType="{period}" Code="CF"/>{Charge(amount)}</PricedCoverage>""";
        var offer = await ReadAsync(info: Coverages(step));
        Assert.Equal((isFree, expected), (offer.FreeCancellation, Format(offer.Terms)));
    }

    [Fact]
    public async Task Steps_of_a_cancellation_with_their_periods_as_text()
    {
        var offer = await ReadAsync(info: Coverages(
            $"""
            <PricedCoverage><Coverage CoverageType="Cancellation fee" Code="CF">
            <Details CoverageTextType="Supplement">2026-12-03T09:00:00_2026-12-04T10:00:00</Details>
            <Details CoverageTextType="Supplement">100% of the price will be charged.</Details></Coverage>{Charge("120.00")}
            </PricedCoverage>
            <PricedCoverage><Coverage CoverageType="Cancellation fee" Code="CF">
            <Details CoverageTextType="Supplement">2026-12-02T09:00:00_2026-12-03T09:00:00</Details></Coverage>{Charge("45.44")}
            </PricedCoverage>
            <PricedCoverage><Coverage CoverageType="Cancellation fee" Code="CF">
            <Details CoverageTextType="Supplement">2026-06-19T14:43:42_2026-12-02T09:00:00</Details></Coverage>{Charge("0.00")}
            </PricedCoverage>
            """));
        Assert.Equal((true, "until 2026-12-02T09:00; fee 45.44 EUR"), (offer.FreeCancellation, Format(offer.Terms)));
    }

    [Fact]
    public async Task A_penalty_takes_precedence_over_steps()
    {
        var step = $"""<PricedCoverage><Coverage CoverageType="2026-11-01_2026-12-02" Code="CF"/>{Charge("0.00")}</PricedCoverage>""";
        var offer = await ReadAsync(rate: """<RateRestrictions CancellationPenaltyInd="true"/>""", info: Coverages(step));
        Assert.Equal((false, "-"), (offer.FreeCancellation, Format(offer.Terms)));
    }

    private static string Coverages(string coverages) => $"<PricedCoverages>{coverages}</PricedCoverages>";

    private static string Charge(string amount) => $"""<Charge Amount="{amount}" CurrencyCode="EUR"/>""";
}
