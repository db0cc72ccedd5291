namespace CarSearch.Suppliers;

/// <summary>
/// Creates the suppliers of one kind from objects of the list <c>CarSearch:Suppliers</c>. A new kind is an implementation of this interface
/// and <c>services.AddSingleton&lt;ISupplierFactory, YourFactory&gt;()</c> in each host.
/// </summary>
public interface ISupplierFactory
{
    /// <summary>Gets the name of the kind: the value of <c>Kind</c>.</summary>
    string Kind { get; }

    /// <summary>Gets the names of the sections below <c>CarSearch</c> that all suppliers of this kind share.</summary>
    IEnumerable<string> SharedSections => [];

    /// <summary>Creates the suppliers described by one object of the list, usually one.</summary>
    /// <param name="settings">
    /// The object. Report invalid settings to it instead of throwing, so that a start reports all of them at once.
    /// </param>
    /// <returns>The suppliers, or none if a setting is invalid.</returns>
    IEnumerable<ISupplier> Create(SupplierSettings settings);
}
