using CarSearch.Local.Load;

namespace CarSearch.Tests.Local.Load;

public sealed class MemoryBudgetTests
{
    [Theory]
    [InlineData(256)]
    [InlineData(1_024)]
    [InlineData(24_576)]
    public void Searches_and_cache_take_less_than_half_of_the_memory(long mebibytes)
    {
        var budget = MemoryBudget.FromAvailable(mebibytes << 20);

        Assert.InRange(budget.SearchBytes, budget.CacheBytes, (mebibytes << 20) / 2);
        Assert.True(budget.SearchBytes + budget.CacheBytes < (mebibytes << 20) / 2);
    }

    [Fact]
    public void The_cache_size_depends_on_the_memory_and_has_a_maximum()
    {
        Assert.InRange(MemoryBudget.FromAvailable(256L << 20).CacheBytes, 1 << 20, 32 << 20);
        Assert.Equal(512L << 20, MemoryBudget.FromAvailable(64L << 30).CacheBytes);
    }

    [Fact]
    public void The_number_of_waiting_requests_depends_on_the_memory_and_has_a_maximum()
    {
        Assert.InRange(MemoryBudget.FromAvailable(256L << 20).MaxWaiting, 500, 1_000);
        Assert.Equal(10_000, MemoryBudget.FromAvailable(64L << 30).MaxWaiting);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Searches_have_a_minimum_of_memory(long mebibytes) =>
        Assert.True(MemoryBudget.FromAvailable(mebibytes << 20).SearchBytes > 1 << 20);

    [Fact]
    public void The_budget_of_this_process_is_derived_from_its_limit() =>
        Assert.True(MemoryBudget.FromProcess().SearchBytes > 1 << 20);

    [Fact]
    public void Reserved_memory_is_not_free()
    {
        var budget = new MemoryBudget(100, 0);
        budget.Reserve(70);
        Assert.Equal(30, budget.FreeBytes);
        budget.Reserve(50);
        Assert.Equal(-20, budget.FreeBytes);
        budget.Reserve(-120);
        Assert.Equal(100, budget.FreeBytes);
    }
}
