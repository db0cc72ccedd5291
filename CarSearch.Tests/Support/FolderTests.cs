namespace CarSearch.Tests.Support;

/// <summary>Tests with a temporary folder.</summary>
public abstract class FolderTests : IDisposable
{
    private protected TempFolder Folder { get; } = new();

    private protected string Database => Folder.Database;

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
