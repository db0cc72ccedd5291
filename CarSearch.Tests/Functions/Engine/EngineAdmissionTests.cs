using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>Admission by the load of two instances, on the engine that runs what was admitted.</summary>
public sealed class EngineAdmissionTests
{
    private const int Capacity = 3;

    [Fact]
    public async Task As_many_are_accepted_as_can_be_started_and_more_once_they_have_ended()
    {
        var supplier = new ScriptedSupplier("Alpha").Waits();
        var setup = new EngineSetup { MaxActivities = Capacity };
        await using var accepting = await new DurableEngine(setup, supplier).ServeAsync();
        await using var running = await new DurableEngine(setup, supplier).StartAsync();

        // 25 s a run, as far as is known: 3 run, and 2 wait up to 17 s.
        var accepted = new List<AcceptedSearch>();
        while (await TryAcceptAsync(accepting) is { } search)
        {
            accepted.Add(search);
            Assert.InRange(accepted.Count, 1, 3 * Capacity);
        }

        Assert.Equal(Capacity + 2, accepted.Count);
        for (var i = 0; i < accepted.Count; i++)
        {
            (await supplier.NextAsync()).Offer(TestOffers.Offer("a1"));
        }

        foreach (var search in accepted)
        {
            Assert.Equal(SearchStatus.Succeeded, (await running.RecordAsync(search.Token, record => record.IsEnded)).Status);
        }

        // The accepting instance runs nothing itself: it learns from the other one's report that its searches have been started.
        AcceptedSearch? next = null;
        await Eventually.TrueAsync(async () => (next = await TryAcceptAsync(accepting)) is not null, () => "Nothing is accepted any more.");
        (await supplier.NextAsync()).Offer(TestOffers.Offer("a1"));
        await running.RecordAsync(next!.Token, record => record.IsEnded);
        Assert.Equal(accepted.Count + 1, supplier.Asked);
    }

    private static async Task<AcceptedSearch?> TryAcceptAsync(DurableEngine engine)
    {
        var search = DurableEngine.NewSearch();
        using var reservation = await engine.Orchestrator.ReserveAsync(search, default);
        if (reservation.RetryAfter is { } retryAfter)
        {
            Assert.InRange(retryAfter.TotalSeconds, 1, 60);
            return null;
        }

        await engine.Orchestrator.StartAsync(search, reservation, default);
        return search;
    }
}
