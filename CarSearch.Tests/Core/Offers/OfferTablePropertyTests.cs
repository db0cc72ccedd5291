using CarSearch.Cars;
using CarSearch.Offers;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CarSearch.Tests.Core.Offers;

/// <summary>Filters, order, pages and facets against an oracle that works them out the plain way.</summary>
public sealed class OfferTablePropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void Pages_cover_every_match_exactly_once_in_order() => Check((table, oracle, query) =>
    {
        var expected = oracle.Matches(query).Select(offer => offer.Id).ToArray();
        var found = new List<ulong>();
        for (var skip = 0; skip <= expected.Length; skip += query.Limit)
        {
            var selection = table.Select(query with { Skip = skip });
            Assert.Equal(expected.Length, selection.Matched);
            Assert.Equal(Math.Min(query.Limit, expected.Length - skip), selection.Page.Length);
            found.AddRange(selection.Page.Select(row => table[row].Id));
        }

        Assert.Equal(expected, found);
    });

    [Fact]
    public void A_page_is_what_follows_the_skipped_ones() => Check((table, oracle, query) =>
        Assert.Equal(
            oracle.Matches(query).Skip(query.Skip).Take(query.Limit).Select(offer => offer.Id),
            table.Select(query).Page.Select(row => table[row].Id)));

    [Fact]
    public void The_sizes_facet_counts_what_each_size_alone_would_find() => Check((table, oracle, query) =>
        CheckFacet(table.Select(query).Sizes, size => oracle.Facet(query with { Sizes = [(CarSize)size], Upgrade = null })));

    [Fact]
    public void The_types_facet_counts_what_each_type_alone_would_find() => Check((table, oracle, query) =>
        CheckFacet(table.Select(query).Types, type => oracle.Facet(query with { Types = [(CarType)type] })));

    [Fact]
    public void The_transmissions_facet_counts_what_each_gearbox_alone_would_find() => Check((table, oracle, query) =>
        CheckFacet(table.Select(query).Transmissions[..2], gearbox => oracle.Facet(query with { Transmission = (Transmission)gearbox })));

    [Fact]
    public void The_suppliers_facet_counts_what_each_supplier_alone_would_find_by_name() => Check((table, oracle, query) =>
    {
        var facet = table.Select(query).SuppliersByName().ToArray();
        var expected = Names
            .Select(name => (Name: name, Facet: oracle.Facet(query with { Suppliers = [name] })))
            .Where(one => one.Facet.Count > 0)
            .OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(expected, facet.Select(one => (one.Name.ToString(), (one.Tally.Count, Amount(one.Tally.From)))));
    });

    [Fact]
    public void The_ratings_facet_counts_what_each_bound_would_find_from_9_down_to_the_lowest() => Check((table, oracle, query) =>
    {
        var facet = table.Select(query).RatingBounds().ToArray();
        var others = oracle.Matches(query with { Rating = null });
        var lowest = others.Count == 0 ? 10 : Math.Min(9, (int)Math.Floor(others.Min(offer => offer.Rating)));
        var expected = Enumerable.Range(0, 10).Reverse()
            .Where(bound => bound >= lowest)
            .Select(bound => (Bound: bound, Facet: oracle.Facet(query with { Rating = bound })))
            .Where(one => one.Facet.Count > 0);
        Assert.Equal(expected, facet.Select(one => (one.Bound, (one.Tally.Count, Amount(one.Tally.From)))));
    });

    [Fact]
    public void An_upgrade_costs_its_total_less_the_cheapest_match_in_the_size_asked_for() => Check((table, oracle, query) =>
    {
        var selection = table.Select(query with { Skip = 0, Limit = 100 });
        Assert.Equal(
            oracle.Matches(query).Take(100).Select(offer => oracle.UpgradeFor(offer, query)),
            selection.Page.Select(row => Amount(selection.UpgradeFor(table[row]))));
    });

    [Fact]
    public void Offers_in_another_currency_come_last_in_every_order() => Check((table, _, query) =>
    {
        var isForeign = table.Select(query with { Skip = 0, Limit = 100 }).Page.Select(row => table[row].IsForeign).ToArray();
        Assert.Equal(isForeign.Order(), isForeign);
    });

    [Fact]
    public void A_table_read_back_from_its_document_is_the_same() => Check((table, _, query) =>
    {
        var selection = table.Select(query);
        var ids = selection.Page.Select(row => table[row].Id);
        Assert.All(selection.Page, row => Assert.StartsWith(
            "{\"id\":\"" + table[row].Id.ToString("x16", null), System.Text.Encoding.UTF8.GetString(selection.Json(table[row])), StringComparison.Ordinal));
        Assert.Equal(ids.Distinct().Count(), ids.Count());
    });

    private static readonly string[] Names = ["alpha", "Beta", "Gamma", "delta"];

    private static void Check(Action<OfferTable, OfferOracle, OfferQuery> holds)
    {
        var cases = from offers in Offers.ListOf() from ratings in Gen.Choose(0, 100).ArrayOf(Names.Length) from query in Query select (offers, ratings, query);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var known = new List<KnownOffer>();
            var outcomes = Names.Select((name, i) =>
            {
                var mine = one.offers.Where(offer => offer.Seats % Names.Length == i || (offer.Seats is null && i == 0)).ToArray();
                var block = SampleRecords.Block(name, [.. mine.Select((offer, j) => offer with { Reference = $"{j}" })]);
                known.AddRange(mine.Zip(block.Keys, (offer, key) => new KnownOffer(name, one.ratings[i] / 10.0, offer, key.Id)));
                return new SupplierOutcome { Name = name, Rating = one.ratings[i] / 10.0, Status = SupplierStatus.Succeeded, Offers = block };
            }).ToArray();
            var record = SearchRecord.Accepted(RunnerFixture.Search) with { Suppliers = [.. outcomes] };
            var read = SearchRecordJson.Read(SampleRecords.Document(record));
            holds(new StoredRecord(read, "1").Offers, new(known), one.query);
        }).Check(Often);
    }

    private static Gen<SupplierOffer> Offers =>
        from size in Gen.Elements([.. "MECISFPLOX"])
        from type in Gen.Elements([.. "DWVFGTSPX"])
        from gearbox in Gen.Elements([.. "MA"])
        from isTold in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from seats in Gen.Frequency((9, Gen.Choose(1, 9).Select(n => (int?)n)), (1, Gen.Constant((int?)null)))
        from cents in Gen.Choose(9_995, 10_010)
        from currency in Gen.Frequency((6, Gen.Constant("USD")), (1, Gen.Constant("EUR")), (1, Gen.Constant("JPY")))
        let total = currency == "JPY" ? cents : cents / 100m
        let offer = TestOffers.Offer("x", $"{size}{type}{gearbox}R", total, currency)
        select offer with { Seats = seats, Car = isTold ? offer.Car : offer.Car with { Transmission = null } };

    private static Gen<OfferQuery> Query =>
        from sizes in Maybe(Some(Gen.Choose(0, 9).Select(n => (CarSize)n)))
        from upgrade in Maybe(Gen.Choose(1, 9))
        from types in Maybe(Some(Gen.Choose(0, 8).Select(n => (CarType)n)))
        from suppliers in Maybe(Some(Gen.Elements("ALPHA", "Beta", "Gamma", "nobody")))
        from rating in Maybe(Gen.Choose(0, 100).Select(n => new decimal?(n / 10m)))
        from gearbox in Maybe(Gen.Elements<Transmission?>(Transmission.Manual, Transmission.Automatic))
        from seats in Maybe(Gen.Choose(1, 9).Select(n => (int?)n))
        from price in Maybe(Gen.Choose(999_400, 1_001_100).Select(n => new decimal?(n / 10_000m)))
        from sort in Gen.Elements(Enum.GetValues<OfferSort>())
        from limit in Gen.Choose(1, 20)
        from skip in Gen.Choose(0, 30)
        let larger = sizes is [var one] && (int)one + upgrade <= 9 && upgrade > 0 ? (CarSize?)((int)one + upgrade) : null
        select new OfferQuery
        {
            Sizes = sizes,
            Upgrade = larger,
            Types = types,
            Suppliers = suppliers,
            Rating = rating,
            Transmission = gearbox,
            Seats = seats,
            MaxPrice = price,
            Sort = sort,
            Limit = limit,
            Skip = skip,
        };

    private static Gen<T> Maybe<T>(Gen<T> some) => Gen.Frequency((2, Gen.Constant(default(T)!)), (1, some));

    private static Gen<T[]> Some<T>(Gen<T> one) => from count in Gen.Choose(1, 3) from all in one.ArrayOf(count) select all.Distinct().Order().ToArray();

    private static void CheckFacet(OfferTally[] facet, Func<int, (int Count, decimal? From)> expected) =>
        Assert.Equal(Enumerable.Range(0, facet.Length).Select(expected), facet.Select(tally => (tally.Count, Amount(tally.From))));

    private static decimal? Amount(long? price) => price is { } known ? (known / (decimal)Money.Scale) : null;
}
