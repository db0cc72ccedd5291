using CarSearch.Functions.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>How much memory records may take that are kept to be served again.</summary>
public sealed class RecordCacheTests
{
    [Theory]
    [InlineData(64, 8)]
    [InlineData(2_048, 128)]
    [InlineData(65_536, 256)]
    public void It_is_a_part_of_what_the_process_may_use(long availableMiB, long expectedMiB) =>
        Assert.Equal(expectedMiB << 20, RecordCache.GetMaxBytes(availableMiB << 20));

    [Fact]
    public void A_record_that_is_larger_is_not_kept()
    {
        using var small = new RecordCache(maxBytes: 100);
        using var large = new RecordCache(maxBytes: 1 << 20);
        var stored = new StoredRecord(SearchRecord.Accepted(SampleSearches.New()), "1");
        small.Keep(stored);
        large.Keep(stored);

        Assert.Null(small.Find(stored.Record.Token));
        Assert.Same(stored, large.Find(stored.Record.Token));
    }
}
