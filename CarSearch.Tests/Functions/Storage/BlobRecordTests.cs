using System.Net;
using Azure.Storage.Blobs.Models;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>Records as blobs: what is written, on which condition, and what a repeated look costs.</summary>
public sealed class BlobRecordTests : IDisposable
{
    private readonly CloudProcess process = new(
        new ScriptedSupplier("A").Answers(TestOffers.Offer("a1"), TestOffers.Offer("a2", total: 70)));
    private readonly AcceptedSearch search = SampleSearches.New();

    public void Dispose() => process.Dispose();

    [Fact]
    public async Task A_record_that_was_never_written_is_not_there() => Assert.Null(await process.Store.ReadAsync(search.Token, default));

    [Fact]
    public async Task A_record_comes_back_as_it_was_written_also_in_another_process()
    {
        await process.RunAsync(search);
        using var other = new CloudProcess { ContainerName = process.ContainerName };
        var written = (await process.Store.ReadAsync(search.Token, default))!;
        var read = (await other.Store.ReadAsync(search.Token, default))!;

        Assert.Equal(SearchStatus.Succeeded, read.Record.Status);
        Assert.Equal(2, read.Record.Of("A").Offers.Count);
        Assert.Equal(SampleRecords.Document(written.Record), SampleRecords.Document(read.Record));
        Assert.Equal(written.Version, read.Version);
    }

    [Fact]
    public async Task A_record_is_made_once()
    {
        Assert.NotNull(await WriteAsync(SearchStatus.Running, null));
        Assert.Null(await WriteAsync(SearchStatus.Failed, null));
        Assert.Equal(SearchStatus.Running, await StatusAsync());
    }

    [Fact]
    public async Task A_record_is_written_over_by_who_has_seen_it()
    {
        var first = (await WriteAsync(SearchStatus.NotStarted, null))!;
        var second = (await WriteAsync(SearchStatus.Running, first.Version))!;

        Assert.NotEqual(first.Version, second.Version);
        Assert.NotNull(await WriteAsync(SearchStatus.Succeeded, second.Version));
        Assert.Equal(SearchStatus.Succeeded, await StatusAsync());
    }

    [Fact]
    public async Task An_update_that_would_be_lost_is_refused_and_the_record_stays()
    {
        var first = (await WriteAsync(SearchStatus.NotStarted, null))!;
        using var other = new CloudProcess { ContainerName = process.ContainerName };
        var seen = (await other.Store.ReadAsync(search.Token, default))!;
        await WriteAsync(SearchStatus.Running, first.Version);

        Assert.Null(await other.Store.WriteAsync(Record(SearchStatus.Failed), seen.Version, default));
        Assert.Equal(SearchStatus.Running, (await other.Store.ReadAsync(search.Token, default))!.Record.Status);
        Assert.Equal(SearchStatus.Running, await StatusAsync());
    }

    [Fact]
    public async Task Of_many_who_write_at_the_same_moment_one_has_written()
    {
        var first = (await WriteAsync(SearchStatus.NotStarted, null))!;
        var written = await Task.WhenAll(Enumerable.Range(1, 16).Select(attempt =>
            process.Store.WriteAsync(Record(SearchStatus.Running) with { Attempt = attempt }, first.Version, default).AsTask()));

        var one = Assert.Single(written.OfType<StoredRecord>());
        using var other = new CloudProcess { ContainerName = process.ContainerName };
        var read = (await other.Store.ReadAsync(search.Token, default))!;
        Assert.Equal((one.Record.Attempt, one.Version), (read.Record.Attempt, read.Version));
    }

    [Fact]
    public async Task A_repeated_look_at_an_unchanged_record_costs_a_304_and_gives_the_same_object()
    {
        await WriteAsync(SearchStatus.Running, null);
        using var other = new CloudProcess { ContainerName = process.ContainerName };
        var first = await other.Store.ReadAsync(search.Token, default);

        Assert.Same(first, await other.Store.ReadAsync(search.Token, default));
        Assert.Same(first, await other.Store.ReadAsync(search.Token, default));
        Assert.Equal(["GET 200", "GET 304", "GET 304"], other.Wire.Calls.Select(call => call.ToString()));
    }

    [Fact]
    public async Task A_look_at_what_this_process_wrote_itself_costs_a_304()
    {
        var written = await WriteAsync(SearchStatus.Running, null);
        process.Wire.Forget();

        Assert.Same(written, await process.Store.ReadAsync(search.Token, default));
        Assert.Equal(["GET 304"], process.Wire.Calls.Select(call => call.ToString()));
    }

    [Fact]
    public async Task A_record_that_another_process_changed_is_read_anew()
    {
        await WriteAsync(SearchStatus.Running, null);
        using var other = new CloudProcess { ContainerName = process.ContainerName };
        var seen = (await other.Store.ReadAsync(search.Token, default))!;
        await other.Store.WriteAsync(Record(SearchStatus.Succeeded), seen.Version, default);

        Assert.Equal(SearchStatus.Succeeded, await StatusAsync());
        Assert.Equal(SearchStatus.Succeeded, await StatusAsync());
        Assert.Equal(["GET 200", "GET 304"], process.Wire.Calls.TakeLast(2).Select(call => call.ToString()));
    }

    [Fact]
    public async Task A_record_that_has_vanished_is_not_there_and_is_not_written_over()
    {
        var written = (await WriteAsync(SearchStatus.Running, null))!;
        await process.Blobs.DeleteBlobAsync(CloudProcess.NameOf(search.Token));

        Assert.Null(await WriteAsync(SearchStatus.Succeeded, written.Version));
        Assert.Null(await process.Store.ReadAsync(search.Token, default));
        Assert.Null(await process.Store.ReadAsync(search.Token, default));
        Assert.False(process.Store.HasSeenFinal(search.Token));
        Assert.NotNull(await WriteAsync(SearchStatus.Running, null));
    }

    [Fact]
    public async Task A_record_is_a_compressed_document_in_a_private_container()
    {
        await process.RunAsync(search);
        var blob = process.Blobs.GetBlobClient(CloudProcess.NameOf(search.Token));
        var properties = (await blob.GetPropertiesAsync()).Value;

        Assert.Equal(
            ("application/json", "br", "private, no-store"),
            (properties.ContentType, properties.ContentEncoding, properties.CacheControl));
        Assert.Equal(BlobType.Block, properties.BlobType);
        Assert.Equal(PublicAccessType.None, (await process.Blobs.GetPropertiesAsync()).Value.PublicAccess ?? PublicAccessType.None);
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.Brotli });
        using var stranger = await client.GetAsync(blob.Uri);
        Assert.False(stranger.IsSuccessStatusCode);
        var link = blob.GenerateSasUri(Azure.Storage.Sas.BlobSasPermissions.Read, DateTimeOffset.UtcNow.AddHours(1));
        var document = await client.GetByteArrayAsync(link);
        Assert.Equal(SampleRecords.Document((await process.Store.ReadAsync(search.Token, default))!.Record), document);
    }

    private SearchRecord Record(SearchStatus status) => SearchRecord.Accepted(search) with { Status = status };

    private ValueTask<StoredRecord?> WriteAsync(SearchStatus status, string? version) =>
        process.Store.WriteAsync(Record(status), version, default);

    private async Task<SearchStatus?> StatusAsync() => (await process.Store.ReadAsync(search.Token, default))?.Record.Status;
}
