using CarSearch.Local.Load;
using CarSearch.Rentals;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local.Load;

public sealed class SearchSizesTests
{
    private static SearchRequest Request => RunnerFixture.Search.Request;

    [Fact]
    public void Before_anything_is_known_a_search_counts_by_its_suppliers_and_airports()
    {
        var one = new SearchSizes(10).Estimate(Request);
        var airports = Request.PickUp.Airports;
        var three = Request with { PickUp = Request.PickUp with { Airports = [.. airports, .. airports, .. airports] } };

        Assert.InRange(one, 500_000, 1_000_000);
        Assert.True(new SearchSizes(20).Estimate(Request) > 1.9 * one);
        Assert.True(new SearchSizes(10).Estimate(three) > 2.5 * one);
    }

    [Fact]
    public void The_estimate_comes_down_to_what_searches_hold()
    {
        var sizes = new SearchSizes(LoadFixture.Suppliers);
        var answers = LoadFixture.Answers(offers: 20);
        Learn(sizes, answers, 200);

        Assert.InRange(sizes.Estimate(Request) / (double)sizes.Measure(answers), 0.95, 1.25);
    }

    [Fact]
    public void Larger_answers_count_sooner_than_smaller_ones()
    {
        var sizes = new SearchSizes(LoadFixture.Suppliers);
        var (small, large) = (LoadFixture.Answers(offers: 10), LoadFixture.Answers(offers: 80));
        Learn(sizes, small, 300);
        Learn(sizes, large, 10);

        Assert.InRange(sizes.Estimate(Request) / (double)sizes.Measure(large), 0.8, 1.0);
        Learn(sizes, small, 10);
        Assert.InRange(sizes.Estimate(Request) / (double)sizes.Measure(large), 0.6, 1.0);
    }

    [Fact]
    public void Suppliers_that_fail_do_not_make_their_answers_look_small()
    {
        var sizes = new SearchSizes(LoadFixture.Suppliers);
        var before = sizes.Estimate(Request);
        Learn(sizes, LoadFixture.Answers(offers: 0, SupplierStatus.TimedOut), 1_000);

        Assert.Equal(before, sizes.Estimate(Request));
    }

    [Fact]
    public void Empty_answers_leave_an_estimate_that_is_not_nothing()
    {
        var sizes = new SearchSizes(LoadFixture.Suppliers);
        Learn(sizes, LoadFixture.Answers(offers: 0), 1_000);

        Assert.True(sizes.Estimate(Request) > 2 * sizes.Measure(LoadFixture.Answers(offers: 0)) / 2 + (LoadFixture.Suppliers * 4_000));
    }

    private static void Learn(SearchSizes sizes, System.Collections.Immutable.ImmutableArray<SupplierOutcome> answers, int times)
    {
        for (var i = 0; i < times; i++)
        {
            sizes.Learn(Request, answers);
        }
    }
}
