namespace CarSearch.Tests.Support;

/// <summary>A temporary folder, deleted on disposal.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("carsearch-test-").FullName;

    /// <summary>The database of a host in this folder.</summary>
    public string Database => System.IO.Path.Combine(Path, "carsearch.db");

    public void Dispose()
    {
        // A test server can be disposed of more than once.
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
