namespace CarSearch.Tests.Support;

/// <summary>A folder that goes with the test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("carsearch-test-").FullName;

    public void Dispose()
    {
        // A test server is disposed of more than once.
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
