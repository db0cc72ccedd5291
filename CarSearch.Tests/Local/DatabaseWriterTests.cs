using CarSearch.Local.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CarSearch.Tests.Local;

public sealed class DatabaseWriterTests
{
    [Fact]
    public async Task A_failed_write_does_not_affect_the_others_of_its_batch()
    {
        using var folder = new TempFolder();
        using var file = DatabaseFile.Open(folder.Database, NullLogger.Instance);
        using var writer = new DatabaseWriter(file);
        writer.Connection.Execute("CREATE TABLE written (number INTEGER)");
        Insert[] writes = [new(writer, "1"), new(writer, "no_such_column"), new(writer, "3")];
        var tasks = writes.Select(writer.WriteAsync).ToArray();

        // The thread starts after all three are queued, so that they form one batch.
        writer.Start();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => tasks[1]);
        await Task.WhenAll(tasks[0], tasks[2]);
        await writer.WriteAsync(new Insert(writer, "4"));
        using var reader = file.OpenConnection(isReader: true);
        Assert.Equal("1,3,4", reader.ExecuteScalar("SELECT group_concat(number) FROM written"));
    }

    private sealed class Insert(DatabaseWriter writer, string value) : DatabaseWriter.Write
    {
        public override void Execute() => writer.Connection.Execute($"INSERT INTO written VALUES ({value})");
    }
}
