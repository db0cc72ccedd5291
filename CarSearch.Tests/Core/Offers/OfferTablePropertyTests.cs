using System.Text;
using CarSearch.Api;
using CarSearch.Cars;
using CarSearch.Offers;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;

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
        for (var skip = 0; skip <= expected.Length; skip += query.Get(OfferParameters.Limit))
        {
            var selection = table.Select(query.With(OfferParameters.Skip, skip));
            Assert.Equal(expected.Length, selection.Matched);
            Assert.Equal(Math.Min(query.Get(OfferParameters.Limit), expected.Length - skip), selection.Page.Length);
            found.AddRange(selection.Page.Select(row => table[row].Id));
        }

        Assert.Equal(expected, found);
    });

    [Fact]
    public void A_page_is_what_follows_the_skipped_ones() => Check((table, oracle, query) =>
        Assert.Equal(
            oracle.Matches(query).Skip(query.Get(OfferParameters.Skip)).Take(query.Get(OfferParameters.Limit)).Select(offer => offer.Id),
            table.Select(query).Page.Select(row => table[row].Id)));

    [Fact]
    public void The_best_are_the_cheapest_matches_of_each_group_with_their_number() => Check((table, oracle, query) =>
    {
        foreach (var grouping in Enum.GetValues<OfferGrouping>())
        {
            var grouped = query.With(OfferParameters.Best, grouping);
            var best = oracle.Best(grouped);
            var selection = table.Select(grouped);
            Assert.Equal((best.Count, oracle.Matches(query).Count), (selection.Listed, selection.Matched));
            Assert.Equal(
                best.Skip(query.Get(OfferParameters.Skip)).Take(query.Get(OfferParameters.Limit)).Select(one => (one.Offer.Id, one.Count)),
                selection.Page.Zip(selection.Counts!, (row, count) => (table[row].Id, count)));
        }
    });

    [Fact]
    public void There_is_a_match_if_the_number_of_matches_is_not_0() => Check((table, oracle, query) =>
        Assert.Equal(oracle.Matches(query).Count > 0, table.HasMatch(query)));

    [Fact]
    public void An_offer_is_found_by_its_id() => Check((table, oracle, query) =>
    {
        Assert.All(oracle.Matches(query), offer => Assert.StartsWith(
            $"{{\"id\":\"{offer.Id:x16}\",\"supplier\":\"{offer.Supplier}\"",
            Encoding.UTF8.GetString(table.Find(offer.Id)!.Value.Span),
            StringComparison.Ordinal));
        Assert.Null(table.Find(0));
    });

    [Fact]
    public void Every_filter_has_a_case() => Assert.Equal(
        OfferFilters.All.Select(filter => filter.Name).Order(StringComparer.Ordinal),
        FilterCase.All.Select(one => one.Filter.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_canonical_query_string_is_read_as_the_same_query() => Prop.ForAll(FilterCase.Queries.ToArbitrary(), query =>
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new(query.ToQueryString());
        var read = OfferQueryReader.Read(request, acceptsUser: false, out _);
        Assert.Equal(query.ToQueryString(), read?.Offers.ToQueryString());
    }).Check(Often);

    [Fact]
    public void The_sizes_facet_counts_what_each_size_alone_would_find() => Check((table, oracle, query) =>
        CheckWords(table.Select(query), OfferFilters.Size, CarWords.Sizes, size =>
            oracle.Facet(query.Without(OfferFilters.Upgrade).With(OfferFilters.Size, [size]))));

    [Fact]
    public void The_types_facet_counts_what_each_type_alone_would_find() => Check((table, oracle, query) =>
        CheckWords(table.Select(query), OfferFilters.Type, CarWords.Types, type => oracle.Facet(query.With(OfferFilters.Type, [type]))));

    [Fact]
    public void The_transmissions_facet_counts_what_each_gearbox_alone_would_find() => Check((table, oracle, query) =>
        CheckWords(table.Select(query), OfferFilters.Transmission, CarWords.Transmissions, gearbox =>
            oracle.Facet(query.With(OfferFilters.Transmission, gearbox))));

    [Fact]
    public void The_suppliers_facet_counts_what_each_supplier_alone_would_find_by_name() => Check((table, oracle, query) => CheckFacet(
        table.Select(query),
        OfferFilters.Supplier,
        Names.Order(StringComparer.OrdinalIgnoreCase).Select(name =>
            ($"\"{name}\"", oracle.Facet(query.With(OfferFilters.Supplier, [name]))))));

    [Fact]
    public void The_ratings_facet_counts_what_each_bound_would_find_from_9_down_to_the_lowest() => Check((table, oracle, query) =>
    {
        var others = oracle.Matches(query.Without(OfferFilters.Rating));
        var lowest = others.Count == 0 ? 10 : Math.Min(9, (int)Math.Floor(others.Min(offer => offer.Rating)));
        var bounds = Enumerable.Range(0, 10).Reverse().Where(bound => bound >= lowest);
        CheckFacet(table.Select(query), OfferFilters.Rating, bounds.Select(bound =>
            ($"{bound}", oracle.Facet(query.With(OfferFilters.Rating, bound)))));
    });

    [Fact]
    public void An_upgrade_costs_its_total_less_the_cheapest_match_in_the_size_asked_for() => Check((table, oracle, query) =>
    {
        var selection = table.Select(query.Without(OfferParameters.Skip).With(OfferParameters.Limit, 100));
        Assert.Equal(
            oracle.Matches(query).Take(100).Select(offer => oracle.UpgradeFor(offer, query)),
            selection.Page.Select(row => Amount(selection.UpgradeFor(table[row]))));
    });

    [Fact]
    public void A_table_read_back_from_its_document_is_the_same() => Check((table, _, query) =>
    {
        var selection = table.Select(query);
        var ids = selection.Page.Select(row => table[row].Id);
        Assert.All(selection.Page, row =>
            Assert.StartsWith(
                $"{{\"id\":\"{table[row].Id:x16}",
                Encoding.UTF8.GetString(selection.Json(table[row])),
                StringComparison.Ordinal));
        Assert.Equal(ids.Distinct().Count(), ids.Count());
    });

    private static readonly string[] Names = ["alpha", "Beta", "Gamma", "delta"];

    private static void Check(Action<OfferTable, OfferOracle, OfferQuery> holds)
    {
        var cases =
            from offers in Offers.ListOf()
            from ratings in Gen.Choose(0, 100).ArrayOf(Names.Length)
            from query in FilterCase.Queries
            select (offers, ratings, query);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var known = new List<KnownOffer>();
            var outcomes = Names.Select((name, i) =>
            {
                var mine = one.offers.Where(offer => offer.Seats % Names.Length == i || (offer.Seats is null && i == 0)).ToArray();
                var block = SampleRecords.Block(name, [.. mine.Select((offer, j) => offer with { Reference = $"{j}" })]);
                known.AddRange(mine.Zip(block.Keys, (offer, key) => new KnownOffer(name, one.ratings[i] / 10.0, offer, key.Id)));
                var rating = one.ratings[i] / 10.0;
                return new SupplierOutcome { Name = name, Rating = rating, Status = SupplierStatus.Succeeded, Offers = block };
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
        from fuel in Gen.Choose(0, 9).Select(fuel => (Fuel)fuel)
        from cooled in Maybe
        from canceled in Maybe
        from terminal in Maybe
        from mileage in Gen.Elements<Mileage?>(null, Mileage.Unlimited, new(100, DistanceUnit.Miles))
        from currency in Gen.Frequency((6, Gen.Constant("USD")), (1, Gen.Constant("EUR")), (1, Gen.Constant("JPY")))
        from terms in Terms
        from atPickUp in Gen.Elements<decimal?>(null, null, 0, 1, 200)
        let total = currency == "JPY" ? cents : cents / 100m
        let offer = TestOffers.Offer("x", $"{size}{type}{gearbox}R", total, currency)
        let car = offer.Car with { Fuel = fuel, AirConditioning = cooled }
        select offer with
        {
            Seats = seats,
            Car = isTold ? car : car with { Transmission = null },
            FreeCancellation = canceled,
            Mileage = mileage,
            Terms = terms,
            Price = offer.Price with { PayAtPickUp = atPickUp is { } rest ? Math.Min(rest, total) : null },
            PickUp = offer.PickUp with { AtAirport = terminal },
        };

    private static Gen<OfferTerms?> Terms { get; } = Gen.OneOf(
        Gen.Constant((OfferTerms?)null),
        from currency in Gen.Elements("USD", "USD", "EUR", "JPY")
        from amount in Gen.Elements<decimal?>(null, 0, 0.01m, 0.02m, 1)
        from payment in Gen.Elements<PaymentTime?>([null, .. Enum.GetValues<PaymentTime>()])
        select new OfferTerms
        {
            Deposit = amount is { } known ? new(currency == "JPY" ? Math.Ceiling(known) : known, currency) : null,
            Payment = payment,
        });

    private static Gen<bool?> Maybe { get; } = Gen.Elements<bool?>(true, false, null);

    private static void CheckWords<T>(
        OfferSelection selection, QueryParameter filter, CarWords.Words<T> words, Func<T, (int, decimal?)> expected)
        where T : struct, Enum =>
        CheckFacet(selection, filter, Enum.GetValues<T>().Select(value => ($"\"{words.Format(value)}\"", expected(value))));

    private static void CheckFacet(
        OfferSelection selection, QueryParameter filter, IEnumerable<(string Json, (int Count, decimal?) Facet)> expected) =>
        Assert.Equal(
            expected.Where(value => value.Facet.Count > 0),
            selection.GetFacet(OfferFilters.All.IndexOf(filter))!.Select(value =>
                (Encoding.UTF8.GetString(value.Json.Span), (value.Count.Count, Amount(value.Count.LowestPrice)))));

    private static decimal? Amount(long? price) => price is { } known ? (known / (decimal)Money.Scale) : null;
}
