namespace CarSearch.Tests.Support;

/// <summary>A test that reads /proc or calls what only Linux has.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "The test needs Linux.";
}
