using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>Records that can't be read: damaged, of another search, or not records at all.</summary>
public sealed class UnreadableRecordTests : IDisposable
{
    private readonly CloudProcess process = new(new ScriptedSupplier("A").Answers(TestOffers.Offer("a1")));
    private readonly AcceptedSearch search = SampleSearches.New();

    public void Dispose() => process.Dispose();

    [Theory]
    [InlineData("truncated")]
    [InlineData("of another search")]
    [InlineData("not a record")]
    public async Task It_is_served_as_failed_and_can_be_deleted(string damage)
    {
        await process.RunAsync(search);
        var blob = process.Blobs.GetBlobClient(CloudProcess.NameOf(search.Token));
        var content = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        await blob.UploadAsync(new BinaryData(Damage(content, damage)), overwrite: true);
        using var other = new CloudProcess { ContainerName = process.ContainerName };

        var found = (await other.Store.ReadAsync(search.Token, default))!;
        Assert.Equal((SearchStatus.Failed, true), (found.Record.Status, found.Record.ExpiresAt > found.Record.CompletedAt));
        Assert.Equal("AttemptsExhausted", found.Record.Error!.Code);
        other.Log.AssertSingle($"The record of search {search.Token} can't be read");
        other.Log.AssertNone(search.Token.Value);

        var tombstone = SearchRecord.Tombstone(search.Token, search.RequestedAt, TestSearches.Start);
        Assert.NotNull(await other.Store.WriteAsync(tombstone, found.Version, default));
        Assert.Equal(SearchStatus.Deleted, (await process.Store.ReadAsync(search.Token, default))!.Record.Status);
    }

    private static byte[] Damage(byte[] content, string damage) => damage switch
    {
        "truncated" => content[..(content.Length / 2)],
        "of another search" => SearchRecordBrotli.Pack(SearchRecord.Accepted(SampleSearches.New())),
        _ => SearchRecordBrotli.Pack(SearchRecord.Accepted(SampleSearches.New()) with { Request = null }),
    };
}
