using CarSearch.Local.Storage;
using CarSearch.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CarSearch.Tests.Local.Damage;

/// <summary>Opens copies of a database that were made while it was open, as a killed process leaves it, with a damaged log.</summary>
public sealed class WriteAheadLogTests : FolderTests
{
    private const int HeaderSize = 32;
    private const int FrameSize = 24 + 4096;

    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    private readonly LogLines log = new();
    private readonly string copy;

    public WriteAheadLogTests()
    {
        copy = Path.Combine(Folder.Path, "copy.db");
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        DatabaseSchema.CreateTables(connection, Database);
        DatabaseSchema.MarkOpen(connection);
        for (var i = 0; i < 5; i++)
        {
            connection.Execute($"INSERT INTO accepted (token, requested_at, request) VALUES (randomblob(16), {i}, zeroblob(6000))");
        }

        foreach (var suffix in Suffixes)
        {
            File.Copy(Database + suffix, copy + suffix);
        }

        DatabaseSchema.MarkClosed(connection);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_intact_log_is_recovered_without_a_message(bool hasIndex)
    {
        DeleteIndexUnless(hasIndex);

        Assert.Equal(5L, Open());
        Assert.Empty(Messages);
    }

    [Fact]
    public void A_closed_database_has_no_log_and_no_message()
    {
        using (DatabaseFile.Open(copy, log.CreateLogger("")))
        {
        }

        Assert.False(File.Exists(copy + "-wal"));
        Assert.Equal(5L, Open());
        Assert.Empty(Messages);
    }

    [Fact]
    public void A_copy_by_VACUUM_INTO_is_complete_without_a_log()
    {
        var backup = Path.Combine(Folder.Path, "backup.db");
        using (var file = DatabaseFile.Open(Database, log.CreateLogger("")))
        using (var connection = file.OpenConnection())
        {
            connection.Execute($"VACUUM INTO '{backup}'");
        }

        using var restored = DatabaseFile.Open(backup, log.CreateLogger(""));
        Assert.Empty(Messages);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_missing_log_is_reported(bool hasIndex)
    {
        File.Delete(copy + "-wal");
        DeleteIndexUnless(hasIndex);

        Assert.Equal(0L, Open());

        // The log is also missing after another program has opened and closed the database, and its index with it.
        Assert.Equal(
            $"{(hasIndex ? "Error" : "Warning")} : The database {copy} was not closed, and its write-ahead log {copy}-wal is missing. "
            + "Searches that were accepted or ended since its last checkpoint are lost"
            + (hasIndex ? "." : ", unless another program has opened the database since and written the log to it."),
            Assert.Single(Messages));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_overwritten_header_is_reported(bool hasIndex)
    {
        using (var file = File.OpenWrite(copy + "-wal"))
        {
            file.Write(new byte[HeaderSize]);
        }

        DeleteIndexUnless(hasIndex);

        Open();
        Assert.Contains($"its write-ahead log {copy}-wal is damaged.", Assert.Single(Messages), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_before_its_header_is_reported()
    {
        using (var file = File.OpenWrite(copy + "-wal"))
        {
            file.SetLength(HeaderSize - 1);
        }

        Open();
        Assert.Contains($"its write-ahead log {copy}-wal is damaged.", Assert.Single(Messages), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_flipped_bit_in_any_frame_is_reported()
    {
        var frames = (new FileInfo(copy + "-wal").Length - HeaderSize) / FrameSize;
        var random = new Random(7);
        for (var frame = 0; frame < frames; frame++)
        {
            // The bytes from 8 to 15 are the salt. A frame with another salt ends the log, but the index has more frames.
            foreach (var offset in new[] { 2, 6, 9, 17, 24 + random.Next(4096) })
            {
                using var damaged = new DamagedCopy(copy, HeaderSize + (frame * FrameSize) + offset);
                var lines = new LogLines();
                using (DatabaseFile.Open(damaged.Path, lines.CreateLogger("")))
                {
                }

                var line = Assert.Single(lines.All, IsAboutLog);
                var start = $"Error : The write-ahead log {damaged.Path}-wal is damaged after frame ";
                Assert.StartsWith(start, line, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Without_the_index_a_damaged_commit_is_reported_unless_it_may_be_unconfirmed()
    {
        var frames = (new FileInfo(copy + "-wal").Length - HeaderSize) / FrameSize;
        File.Delete(copy + "-shm");
        using (var early = new DamagedCopy(copy, HeaderSize + FrameSize + 100))
        using (DatabaseFile.Open(early.Path, log.CreateLogger("")))
        {
            Assert.Contains("-wal is damaged after frame ", Assert.Single(Messages), StringComparison.Ordinal);
        }

        using var last = new DamagedCopy(copy, HeaderSize + ((frames - 1) * FrameSize) + 100);
        using var file = DatabaseFile.Open(last.Path, log.CreateLogger(""));
        var message = $"Information : The last commit in the write-ahead log {last.Path}-wal, after";
        Assert.StartsWith(message, Messages[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "missing")]
    [InlineData(true, "empty")]
    public void A_database_without_content_beside_a_log_is_refused_and_the_log_stays(bool exists, string state)
    {
        File.Delete(copy);
        if (exists)
        {
            File.Create(copy).Dispose();
        }

        var before = File.ReadAllBytes(copy + "-wal");
        var message = Assert.Throws<InvalidOperationException>(() => Open()).Message;

        var start = $"The database {copy} is {state}, but {copy}-wal belongs to one with content.";
        Assert.StartsWith(start, message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(copy + "-wal"));
    }

    [Fact]
    public void A_truncated_database_is_refused_and_its_log_stays()
    {
        using (var file = File.OpenWrite(copy))
        {
            file.SetLength(file.Length / 2);
        }

        var before = File.ReadAllBytes(copy + "-wal");
        var message = Assert.Throws<InvalidOperationException>(() => Open()).Message;

        Assert.StartsWith($"The database {copy} is damaged: ", message, StringComparison.Ordinal);
        Assert.Contains($"\"sqlite3 {copy} .recover\" prints what can be read.", message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(copy + "-wal"));
    }

    private string[] Messages => [.. log.All.Where(IsAboutLog).Select(line => line.TrimEnd())];

    private static bool IsAboutLog(string line) => line.Contains("write-ahead log", StringComparison.Ordinal);

    private void DeleteIndexUnless(bool retain)
    {
        if (!retain)
        {
            File.Delete(copy + "-shm");
        }
    }

    /// <summary>Opens the copy and counts its searches.</summary>
    private long Open()
    {
        using var file = DatabaseFile.Open(copy, log.CreateLogger(""));
        using var connection = file.OpenConnection();
        return (long)connection.ExecuteScalar("SELECT count(*) FROM accepted")!;
    }

    /// <summary>A copy with a flipped bit in its log.</summary>
    private sealed class DamagedCopy : IDisposable
    {
        private readonly TempFolder folder = new();

        public DamagedCopy(string source, long offset)
        {
            Path = System.IO.Path.Combine(folder.Path, "damaged.db");
            foreach (var suffix in Suffixes.Where(suffix => File.Exists(source + suffix)))
            {
                File.Copy(source + suffix, Path + suffix);
            }

            var bytes = File.ReadAllBytes(Path + "-wal");
            bytes[offset] ^= 0x10;
            File.WriteAllBytes(Path + "-wal", bytes);
        }

        public string Path { get; }

        public void Dispose() => folder.Dispose();
    }
}
