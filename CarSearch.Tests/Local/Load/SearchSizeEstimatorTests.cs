using System.Collections.Immutable;
using CarSearch.Local.Load;
using CarSearch.Rentals;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local.Load;

public sealed class SearchSizeEstimatorTests
{
    private static SearchRequest Request => RunnerFixture.Search.Request;

    [Fact]
    public void The_initial_estimate_depends_on_suppliers_and_airports()
    {
        var one = new SearchSizeEstimator(10).Estimate(Request);
        var airports = Request.PickUp.Airports;
        var three = Request with { PickUp = Request.PickUp with { Airports = [.. airports, .. airports, .. airports] } };

        Assert.InRange(one, 500_000, 1_000_000);
        Assert.True(new SearchSizeEstimator(20).Estimate(Request) > 1.9 * one);
        Assert.True(new SearchSizeEstimator(10).Estimate(three) > 2.5 * one);
    }

    [Fact]
    public void The_estimate_decreases_to_the_measured_size()
    {
        var estimator = new SearchSizeEstimator(SearchQueueFixture.Suppliers);
        var outcomes = SearchQueueFixture.Outcomes(offers: 20);
        Update(estimator, outcomes, 200);

        Assert.InRange(estimator.Estimate(Request) / (double)estimator.Measure(outcomes), 0.95, 1.25);
    }

    [Fact]
    public void The_estimate_increases_faster_than_it_decreases()
    {
        var estimator = new SearchSizeEstimator(SearchQueueFixture.Suppliers);
        var (small, large) = (SearchQueueFixture.Outcomes(offers: 10), SearchQueueFixture.Outcomes(offers: 80));
        Update(estimator, small, 300);
        Update(estimator, large, 10);

        Assert.InRange(estimator.Estimate(Request) / (double)estimator.Measure(large), 0.8, 1.0);
        Update(estimator, small, 10);
        Assert.InRange(estimator.Estimate(Request) / (double)estimator.Measure(large), 0.6, 1.0);
    }

    [Fact]
    public void Failed_calls_do_not_change_the_estimate()
    {
        var estimator = new SearchSizeEstimator(SearchQueueFixture.Suppliers);
        var before = estimator.Estimate(Request);
        Update(estimator, SearchQueueFixture.Outcomes(offers: 0, SupplierStatus.TimedOut), 1_000);

        Assert.Equal(before, estimator.Estimate(Request));
    }

    [Fact]
    public void Empty_responses_do_not_reduce_the_estimate_below_a_minimum()
    {
        var estimator = new SearchSizeEstimator(SearchQueueFixture.Suppliers);
        Update(estimator, SearchQueueFixture.Outcomes(offers: 0), 1_000);

        var measured = estimator.Measure(SearchQueueFixture.Outcomes(offers: 0));
        Assert.True(estimator.Estimate(Request) > measured + (SearchQueueFixture.Suppliers * 4_000));
    }

    private static void Update(SearchSizeEstimator estimator, ImmutableArray<SupplierOutcome> outcomes, int times)
    {
        for (var i = 0; i < times; i++)
        {
            estimator.Update(Request, outcomes);
        }
    }
}
