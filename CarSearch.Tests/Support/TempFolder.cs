namespace CarSearch.Tests.Support;

/// <summary>A temporary folder, deleted on disposal.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("carsearch-test-").FullName;

    public void Dispose()
    {
        // A test server can be disposed of more than once.
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
