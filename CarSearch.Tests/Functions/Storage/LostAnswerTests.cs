using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>A write that was done, whose answer never came, and which the client therefore sends again: it then meets itself.</summary>
public sealed class LostAnswerTests : IDisposable
{
    private readonly CloudProcess process = new();
    private readonly AcceptedSearch search = SampleSearches.New();

    public void Dispose() => process.Dispose();

    [Theory]
    [InlineData(false, "PUT 201, PUT 409, HEAD 200")]
    [InlineData(true, "PUT 201, PUT 412, HEAD 200")]
    public async Task A_write_whose_answer_was_lost_is_known_as_its_own(bool isUpdate, string calls)
    {
        var version = await PrepareAsync(isUpdate);
        LoseOne(() => Task.CompletedTask);
        var written = await process.Store.WriteAsync(Record(SearchStatus.Succeeded), version, default);

        Assert.NotNull(written);
        Assert.Equal(calls, string.Join(", ", process.Wire.Calls));
        Assert.Same(written, await process.Store.ReadAsync(search.Token, default));
        Assert.Equal("GET 304", process.Wire.Calls[^1].ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_whose_answer_was_lost_and_that_was_written_over_meanwhile_is_read_again(bool isUpdate)
    {
        var version = await PrepareAsync(isUpdate);
        using var other = new CloudProcess { ContainerName = process.ContainerName };
        LoseOne(async () =>
        {
            var seen = (await other.Store.ReadAsync(search.Token, default))!;
            Assert.Equal(SearchStatus.Running, seen.Record.Status);
            Assert.NotNull(await other.Store.WriteAsync(Record(SearchStatus.Deleted), seen.Version, default));
        });

        Assert.Null(await process.Store.WriteAsync(Record(SearchStatus.Running), version, default));
        Assert.Equal(SearchStatus.Deleted, (await process.Store.ReadAsync(search.Token, default))!.Record.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_whose_answer_was_lost_and_that_was_deleted_meanwhile_is_not_its_own(bool isUpdate)
    {
        var version = await PrepareAsync(isUpdate);
        LoseOne(() => Task.CompletedTask);
        process.Wire.Before = async request =>
        {
            if (request.Method == HttpMethod.Head)
            {
                await process.Blobs.DeleteBlobAsync(CloudProcess.NameOf(search.Token));
            }

            return null;
        };

        Assert.Null(await process.Store.WriteAsync(Record(SearchStatus.Running), version, default));
        Assert.Null(await process.Store.ReadAsync(search.Token, default));
    }

    [Fact]
    public async Task The_same_record_written_by_somebody_else_is_not_its_own()
    {
        using var other = new CloudProcess { ContainerName = process.ContainerName };
        Assert.NotNull(await other.Store.WriteAsync(Record(SearchStatus.Running), null, default));

        Assert.Null(await process.Store.WriteAsync(Record(SearchStatus.Running), null, default));
    }

    [Fact]
    public async Task A_write_whose_every_response_is_lost_is_not_reported_as_done()
    {
        await PrepareAsync(false);
        process.Wire.Loses = _ => Task.FromResult(true);
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await process.Store.WriteAsync(Record(SearchStatus.Running), null, default));

        process.Wire.Mend();
        Assert.Equal(SearchStatus.Running, (await process.Store.ReadAsync(search.Token, default))!.Record.Status);
    }

    private SearchRecord Record(SearchStatus status) => SearchRecord.Accepted(search) with { Status = status };

    /// <summary>The container, and the record to be updated, if any.</summary>
    private async Task<string?> PrepareAsync(bool isUpdate)
    {
        await process.Blobs.CreateAsync();
        var version = isUpdate ? (await process.Store.WriteAsync(Record(SearchStatus.NotStarted), null, default))!.Version : null;
        process.Wire.Forget();
        return version;
    }

    private void LoseOne(Func<Task> meanwhile)
    {
        var isLost = false;
        process.Wire.Loses = async request =>
        {
            if (isLost || request.Method != HttpMethod.Put)
            {
                return false;
            }

            isLost = true;
            await meanwhile();
            return true;
        };
    }
}
