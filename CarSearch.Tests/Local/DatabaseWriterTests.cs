using CarSearch.Local.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local;

public sealed class DatabaseWriterTests
{
    [Fact]
    public async Task A_write_that_fails_takes_no_other_of_its_transaction_with_it()
    {
        using var folder = new TempFolder();
        using var file = DatabaseFile.Open(Path.Combine(folder.Path, "carsearch.db"));
        using var writer = new DatabaseWriter(file);
        writer.Connection.Run("CREATE TABLE written (number INTEGER)");
        Insert[] writes = [new(writer, "1"), new(writer, "no_such_column"), new(writer, "3")];
        var tasks = writes.Select(writer.WriteAsync).ToArray();

        // Only now does the thread begin, and finds all three.
        writer.Start();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => tasks[1]);
        await Task.WhenAll(tasks[0], tasks[2]);
        await writer.WriteAsync(new Insert(writer, "4"));
        using var reader = file.Connect(isReader: true);
        Assert.Equal("1,3,4", reader.Value("SELECT group_concat(number) FROM written"));
    }

    private sealed class Insert(DatabaseWriter writer, string value) : DatabaseWriter.Write
    {
        public override void Do() => writer.Connection.Run($"INSERT INTO written VALUES ({value})");
    }
}
