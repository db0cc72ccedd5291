using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>
/// Random interleavings of two runs, a deletion and reads, each operation of the store a step that the seed chooses,
/// with faults before and after it: what must hold after every one of them.
/// </summary>
public sealed class WhoWinsPropertyTests
{
    private const int Suppliers = 3;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task However_two_runs_a_deletion_and_reads_interleave_the_rules_hold(int seed)
    {
        for (var round = 0; round < 60; round++)
        {
            await PlayAsync(seed * 1000 + round);
        }
    }

    private static async Task PlayAsync(int seed)
    {
        var random = new Random(seed);
        var store = new SteppedStore(random);
        var deletes = random.Next(2) == 0;
        var suppliers = Enumerable.Range(0, Suppliers).Select(i => Supplier($"S{i}", random.Next())).ToArray();
        using var fixture = new RunnerFixture(suppliers);
        var actors = new List<Task>
        {
            AgainAsync(port => fixture.Runner.RunAsync(RunnerFixture.Search, port, ProgressPolicy.EveryResponse, default, default)),
            AgainAsync(port => fixture.Runner.RunAsync(RunnerFixture.Search, port, ProgressPolicy.EveryResponse, default, default)),
            AgainAsync(ReadAsync),
        };
        if (deletes)
        {
            actors.Add(AgainAsync(DeleteAsync));
        }

        try
        {
            await store.PlayAsync(Task.WhenAll(actors)).WaitAsync(TimeSpan.FromSeconds(30));
            var last = store.Record!;
            Assert.Equal(deletes, last.Status is SearchStatus.Deleted);
            Assert.True(last.IsFinal);
            Assert.True(deletes || last.Status == (last.HasResponse ? SearchStatus.Succeeded : SearchStatus.Failed));
            Assert.True(deletes || last.Suppliers.All(outcome => outcome.Status is not SupplierStatus.Running));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed}:\n{string.Join('\n', store.Steps)}", exception);
        }

        // Each actor has a port of its own, and is started again when its store is down, as orchestrators do.
        async Task AgainAsync(Func<ISearchStore, Task> act)
        {
            var port = store.Port();
            for (var isDone = false; !isDone;)
            {
                try
                {
                    await act(port);
                    isDone = true;
                }
                catch (StoreUnavailableException)
                {
                    // Again.
                }
            }

            port.Leave();
        }
    }

    private static async Task ReadAsync(ISearchStore store)
    {
        for (var i = 0; i < 6; i++)
        {
            await store.ReadAsync(RunnerFixture.Search.Token, default);
        }
    }

    private static async Task DeleteAsync(ISearchStore store)
    {
        while (true)
        {
            var found = await store.ReadAsync(RunnerFixture.Search.Token, default);
            var tombstone = SearchRecord.Tombstone(RunnerFixture.Search.Token, RunnerFixture.Search.RequestedAt, TestSearches.Start);
            if (found?.Record.Status is SearchStatus.Deleted || await store.WriteAsync(tombstone, found?.Version, default) is not null)
            {
                return;
            }
        }
    }

    /// <summary>Answers or fails, as its seed says of each question.</summary>
    private static ScriptedSupplier Supplier(string name, int seed)
    {
        var random = new Random(seed);
        return new ScriptedSupplier(name).Answers(_ =>
        {
            lock (random)
            {
                return random.Next(3) == 0
                    ? Task.FromException<SupplierResponse>(new InvalidOperationException())
                    : Task.FromResult(new SupplierResponse([TestOffers.Offer($"{random.Next()}")]));
            }
        });
    }
}
