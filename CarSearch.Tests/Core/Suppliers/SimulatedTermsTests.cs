using CarSearch.Suppliers;
using CarSearch.Tests.Core.Offers;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Suppliers.SimulatedSearches;

namespace CarSearch.Tests.Core.Suppliers;

/// <summary>The terms and stations of the simulated fleet.</summary>
public sealed class SimulatedTermsTests
{
    [Theory]
    [InlineData("JFK", null, 30, "USD")]
    [InlineData("LON", "OSL", 23, "GBP")]
    [InlineData("OSL", "TRD", 40, "JPY")]
    public void Offers_are_served_as_described(string from, string? to, int age, string currency)
    {
        var offers = Fleet().SelectMany(supplier => supplier.Ask(Request(from, to, age: age, currency: currency)).Take(12)).ToArray();
        Assert.NotEmpty(offers);
        Assert.All(offers, offer => OfferSchema.Serve(offer));
    }

    [Fact]
    public void The_terms_of_an_offer_do_not_contradict_it()
    {
        var request = Request("LON", "OSL", days: 9, age: 23, currency: "GBP");
        var offers = Fleet().SelectMany(supplier => supplier.Ask(request)).ToArray();
        Assert.All(offers, offer =>
        {
            var terms = Assert.IsType<OfferTerms>(offer.Terms);
            Assert.Equal(offer.FreeCancellation is true, terms.FreeUntil is not null);
            Assert.True(terms.FreeUntil is null || terms.FreeUntil <= request.Search.PickUp.At);
            Assert.InRange(terms.MinimumAge!.Value, 18, request.Search.DriverAge);
            Assert.True(terms.Fees?.Where(fee => fee.Included is true).Sum(fee => fee.Amount!.Value.Amount) <= offer.Price.TaxesAndFees);
            Assert.Contains(terms.Fees!, fee => fee is { Kind: FeeKind.OneWay, Included: true });
            Assert.Contains(terms.Fees!, fee => fee is { Kind: FeeKind.YoungDriver, Included: true });
            Assert.All(terms.Excess ?? [], excess => Assert.Contains(excess.Cover, terms.Covers!));
        });
    }

    [Fact]
    public void Some_suppliers_do_not_state_everything()
    {
        var terms = Fleet().SelectMany(supplier => supplier.Ask(Request("LON"))).ToLookup(offer => offer.Terms?.Deposit is null);
        Assert.NotEmpty(terms[true]);
        Assert.NotEmpty(terms[false]);
        Assert.Contains(terms[false], offer => offer.Terms?.Excess is null);
        Assert.Contains(terms[false], offer => offer.PickUp.Address is null);
        Assert.Contains(terms[false], offer => offer.Terms?.Excess is [{ Amount.Amount: 0 }, ..]);
    }

    [Fact]
    public void A_later_booking_is_free_until_the_pick_up()
    {
        var request = Request("LON", requestedAt: new DateTimeOffset(May, TimeSpan.Zero).AddHours(-20));
        var offers = Fleet().SelectMany(supplier => supplier.Ask(request)).Where(offer => offer.FreeCancellation is true).ToArray();
        Assert.NotEmpty(offers);
        Assert.All(offers, offer => Assert.Equal(May, offer.Terms!.FreeUntil));
    }

    [Fact]
    public async Task The_fleet_is_simulated_and_no_other_supplier_is()
    {
        using var fixture = new RunnerFixture([.. Fleet(), new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("1"))]);
        var record = await fixture.EndAsync();
        Assert.Equal(
            record.Suppliers.Select(supplier => supplier.Name != "Alpha"), record.Suppliers.Select(supplier => supplier.Simulated));
    }
}
